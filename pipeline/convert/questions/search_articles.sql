-- Which articles hold these words? (accents and case do not count)
SELECT a.title, a.published, a.site, snippet(articles_fts, 1, '[', ']', ' … ', 24) AS passage, a.source, a.article_id
FROM articles_fts AS f
JOIN articles AS a ON a.rowid = f.rowid
WHERE articles_fts MATCH escape_fts(:words)
ORDER BY f.rank
