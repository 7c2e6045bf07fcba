// Where the interactive map has drawn itself, the drawings that stand in for it go.
(function () {
  "use strict";
  var map = document.getElementById("corredor-map");
  var drawings = document.getElementById("corredor-map-drawings");
  if (map && drawings && map.childElementCount > 0) drawings.remove();
})();
