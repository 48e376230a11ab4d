-- Which statements hold these words? (accents and case do not count)
SELECT s.speaker, s.speaker_text, s.cue, s.content, s.title, s.published, s.source, s.content_start, s.statement_id
FROM statements_fts AS f
JOIN statements AS s ON s.rowid = f.rowid
WHERE statements_fts MATCH escape_fts(:words)
ORDER BY f.rank
