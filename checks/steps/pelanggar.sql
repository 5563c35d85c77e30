-- Baris yang melanggar satu aturan dicatat bersama nama aturannya.
insert into _pelanggar by name
select
    $rule as rule,
    *
from $view
