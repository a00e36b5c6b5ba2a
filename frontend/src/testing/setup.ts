document.documentElement.lang = 'it';
