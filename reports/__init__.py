"""Reports: a document is data first; docx, xlsx and html only draw it, so their numbers agree by construction."""
