-- how often each speaker was quoted, month by month; what they are reported not to have said is left out
SELECT
  s.speaker_id,
  s.speaker,
  substr(coalesce(s.said_on, s.published), 1, 7) AS month, -- when it was said, else published; null: no date is known
  count(*) AS n_statements, -- statements
  count(*) FILTER (WHERE s.kind <> 'indirect') AS n_quotes, -- of them with words in quotation marks
  count(DISTINCT s.utterance_id) AS n_utterances, -- things said, however often they were reported
  count(DISTINCT s.article_id) AS n_articles, -- articles that report them
  count(DISTINCT a.article_id) FILTER (WHERE a.duplicate_of IS NULL) AS n_independent -- the same, copies left out
FROM statements AS s
JOIN articles AS a ON a.article_id = s.article_id
WHERE s.speaker_id IS NOT NULL AND NOT coalesce(s.negated, false)
GROUP BY s.speaker_id, s.speaker, substr(coalesce(s.said_on, s.published), 1, 7)
ORDER BY 2, 1, 3
