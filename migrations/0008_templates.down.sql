drop table slide_template;
