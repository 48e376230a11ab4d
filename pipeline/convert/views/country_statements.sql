-- a statement made by a country, its government or its office holders
WITH
made AS (
  SELECT c.entity_id AS country_id, c.name AS country, s.*
  FROM countries AS c JOIN statements AS s ON s.speaker_id = c.entity_id
  UNION ALL
  SELECT c.entity_id AS country_id, c.name AS country, s.*
  FROM countries AS c JOIN statements AS s ON s.speaker_iso_alpha2 = c.entity_id
  WHERE s.speaker_kind IN ('person', 'office', 'organization', 'country')
    AND (s.speaker_id IS NULL OR s.speaker_id <> c.entity_id)
)
SELECT
  country_id, -- the country
  country, -- its name
  speaker_id,
  speaker,
  speaker_kind,
  speaker_role,
  act,
  negated, -- did not say
  content,
  published,
  said_on,
  statement_id, -- the statement
  article_id,
  title,
  source,
  content_start,
  content_end
FROM made
ORDER BY country, source, content_start, statement_id
