-- Which server mixes a talk, where several serve one site: the others send browsers there.
CREATE TABLE media_home (
    talk_id uuid PRIMARY KEY,
    url text NOT NULL
);
