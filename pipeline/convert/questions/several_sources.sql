-- Which quotations are reported by several articles that are not copies of each other?
SELECT speaker, said, n_independent, title, site, published, source, statement_id
FROM independent_reports
WHERE n_independent > 1
