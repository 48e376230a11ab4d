-- Who accused whom, and where is it written?
SELECT accuser, accused, words, content, title, published, source, "start", "end", statement_id
FROM who_accuses_whom
WHERE accuser LIKE '%' || :accuser || '%' AND accused LIKE '%' || :accused || '%'
