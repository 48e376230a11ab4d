-- an article that reports one thing said; copies of an article are left out, so that each row is a source of its own
SELECT
  u.utterance_id, -- the thing said
  u.speaker_id,
  u.speaker,
  u.content AS said, -- the longest form in quotation marks, else the most typical wording
  u.n_independent, -- articles that report it, copies counted once
  a.article_id,
  a.site,
  a.title,
  a.published,
  a.source,
  s.statement_id, -- the first statement in the article that reports it
  s.content
FROM utterances AS u
JOIN statements AS s ON s.utterance_id = u.utterance_id
JOIN articles AS a ON a.article_id = s.article_id
WHERE a.duplicate_of IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM statements AS b
    WHERE b.utterance_id = s.utterance_id AND b.article_id = s.article_id
      AND (b.content_start < s.content_start OR (b.content_start = s.content_start AND b.statement_id < s.statement_id))
  )
ORDER BY u.n_independent DESC, u.speaker, u.utterance_id, a.published, a.article_id
