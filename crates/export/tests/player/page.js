document.title += " (a stand-in for the player)";
