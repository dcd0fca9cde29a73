# Deux commandes suffisent : `make run` ouvre le programme, `make test` vérifie tout. `make` seul liste les autres.
# Tout passe par packaging/amorcer.py, qui prépare la machine au besoin ; les tâches sont dans pyproject.toml ([tool.poe.tasks]).

PYTHON ?= python3
COMMANDES := run test setup bench verrou format style types contrats tests rapide exemples captures

.PHONY: aide $(COMMANDES)

aide $(COMMANDES):
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 est absent : sudo apt-get install python3 python3-venv" >&2; exit 3; }
	@$(PYTHON) packaging/amorcer.py $@
