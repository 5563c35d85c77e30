-- Baris yang melanggar satu aturan dicatat bersama nama aturannya.
insert into _pelanggar by name
select
    $id_aturan as rule,
    *
from $view
