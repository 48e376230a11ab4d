-- how often each speaker talks about a person, country or organization; negated statements are left out
SELECT
  s.speaker_id,
  s.speaker,
  e.entity_id AS about_id, -- person, country or organization that is talked about
  e.name AS about, -- its name
  e.kind AS about_kind, -- person, country or organization
  count(DISTINCT s.statement_id) AS n_statements, -- statements
  count(DISTINCT s.article_id) AS n_articles, -- articles that report them
  count(DISTINCT a.article_id) FILTER (WHERE a.duplicate_of IS NULL) AS n_independent -- the same, copies left out
FROM statements AS s
JOIN statement_mentions AS sm ON sm.statement_id = s.statement_id
JOIN entities AS e ON e.entity_id = sm.entity_id
JOIN articles AS a ON a.article_id = s.article_id
WHERE s.speaker_id <> e.entity_id AND NOT coalesce(s.negated, false)
GROUP BY s.speaker_id, s.speaker, e.entity_id, e.name, e.kind
ORDER BY 6 DESC, 2, 4, 1, 3
