-- What did someone say, and when?
SELECT coalesce(said_on, published) AS day, speaker, cue, content, title, source, content_start, statement_id
FROM statements
WHERE speaker LIKE '%' || :speaker || '%' AND NOT negated
ORDER BY day, source, content_start
