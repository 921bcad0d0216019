-- The template that a deck’s slides stand on.

alter table deck add column template text collate "C";
alter table deck add constraint deck_template_check
  check (template = '' or template ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$');
comment on column deck.template is 'The name of a template of slides; empty for our own, null for whichever is in use where a file is asked for. A template that is deleted is taken out of every deck.';
