-- What was said about a person, country or organization?
SELECT DISTINCT e.name AS about, s.speaker, s.speaker_text, s.act, s.content, s.title, s.published, s.source, s.content_start, s.statement_id
FROM entities AS e
JOIN statement_mentions AS sm ON sm.entity_id = e.entity_id
JOIN statements AS s ON s.statement_id = sm.statement_id
WHERE e.name LIKE '%' || :about || '%'
ORDER BY e.name, s.published, s.source, s.content_start
