// For browsers that know no modules: they get a sentence instead of a blank page. ES5 only.
document.body.className += " old";
