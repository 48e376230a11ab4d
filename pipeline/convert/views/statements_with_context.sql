-- a statement with the two hundred characters before and after it, as they stand in the source
SELECT
  s.statement_id, -- the statement
  s.speaker_id,
  s.speaker,
  s.speaker_text,
  s.cue,
  s.act,
  s.negated, -- did not say
  substr(t.text, CASE WHEN s.content_start > 200 THEN s.content_start - 199 ELSE 1 END, CASE WHEN s.content_start > 200 THEN 200 ELSE s.content_start END) AS before, -- what stands before it
  substr(t.text, s.content_start + 1, s.content_end - s.content_start) AS passage, -- from the content's first character to its last
  substr(t.text, s.content_end + 1, 200) AS after, -- what stands after it
  s.article_id,
  s.title,
  a.site,
  a.url,
  s.published,
  s.source,
  s.content_start,
  s.content_end,
  s.confidence
FROM statements AS s
JOIN articles AS a ON a.article_id = s.article_id
JOIN sources AS t ON t.source = s.source
ORDER BY s.source, s.content_start, s.statement_id
