(function () {
  "use strict";
  var form = document.getElementById("saring");
  if (!form) { return; }
  var rows = Array.prototype.slice.call(document.querySelectorAll("#daftar .r"));
  var bodies = Array.prototype.slice.call(document.querySelectorAll("#daftar tbody"));
  var count = document.getElementById("tampil");
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  function apply() {
    var verdict = form.elements.putusan.value, region = form.elements.wilayah.value;
    var dataset = form.elements.dataset.value, words = form.elements.kata.value.toLowerCase().split(/\s+/);
    var shown = 0;
    rows.forEach(function (row, i) {
      var fits = (!verdict || row.parentNode.id === verdict) &&
        (!region || row.classList.contains(region)) && (!dataset || row.classList.contains(dataset)) &&
        words.every(function (word) { return texts[i].indexOf(word) >= 0; });
      row.hidden = !fits;
      if (fits) { shown += 1; }
    });
    bodies.forEach(function (body) { body.hidden = !body.querySelector(".r:not([hidden])"); });
    count.textContent = "Menampilkan " + shown.toLocaleString("id-ID") + " dari " +
      rows.length.toLocaleString("id-ID") + " kiriman";
  }
  function follow() {
    var at = location.hash.slice(1), kind = /^(v-|w\d|d\d)/.exec(at);
    if (!kind) { return; }
    form.reset();
    form.elements[{ v: "putusan", w: "wilayah", d: "dataset" }[at.charAt(0)]].value = at;
    location.replace("#kiriman");
    apply();
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  window.addEventListener("hashchange", follow);
  apply();
  follow();
})();
