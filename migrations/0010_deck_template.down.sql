alter table deck drop column template;
