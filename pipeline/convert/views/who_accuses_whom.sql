-- an accusation: who, whom, in which words and where they are written
WITH
aimed AS (
  -- accusing statements that no relation carries: whoever is named before the first "of"
  SELECT
    s.*, e.entity_id AS accused_id, e.name AS accused,
    row_number() OVER (PARTITION BY s.statement_id ORDER BY m."start", m."end" DESC, m.mention_id) AS place
  FROM statements AS s
  JOIN statement_mentions AS sm ON sm.statement_id = s.statement_id
  JOIN mentions AS m ON m.mention_id = sm.mention_id
  JOIN entities AS e ON e.entity_id = m.entity_id
  WHERE s.act = 'accuses' AND NOT coalesce(s.negated, false) AND s.speaker_id <> e.entity_id
    AND m."start" - s.content_start < instr(s.content || ' of ', ' of ')
    AND NOT EXISTS (
      SELECT 1 FROM relations AS r WHERE r.statement_id = s.statement_id AND r.predicate = 'accuses'
    )
),
found AS (
  SELECT
    r.subject_id AS accuser_id, r.subject AS accuser, r.object_id AS accused_id, r.object AS accused,
    r.evidence AS words, s.content, r.statement_id, r.article_id, r.title, r.published, r.source, r."start", r."end",
    'relation' AS found_as
  FROM relations AS r
  LEFT JOIN statements AS s ON s.statement_id = r.statement_id
  WHERE r.predicate = 'accuses' AND NOT coalesce(r.negated, false)
  UNION ALL
  SELECT
    speaker_id, speaker, accused_id, accused, sentence_text, content, statement_id, article_id, title, published, source,
    content_start, content_end, 'statement'
  FROM aimed WHERE place = 1
)
SELECT
  accuser_id, -- entity that accuses
  accuser, -- its name
  accused_id, -- entity that is accused
  accused, -- its name
  words, -- the words that say so, or their sentence
  content, -- of what, where a statement carries it
  statement_id, -- the statement that carries it
  article_id,
  title,
  published,
  source,
  "start",
  "end",
  found_as -- relation: a rule found both ends; statement: the first one named in the words of an accusing statement
FROM found
ORDER BY source, "start", "end", accuser_id, accused_id
