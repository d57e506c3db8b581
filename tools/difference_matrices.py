"""Find the matrices of differences that peergroups.rounds.constructing.matrices stores: a minute or so each.

Run: python tools/difference_matrices.py
"""

from __future__ import annotations

from itertools import pairwise, product

from ortools.sat.python import cp_model


def find(moduli: tuple[int, ...], rounds: int, seats: int, seconds: float = 120.0) -> list[list[int]] | None:
    """Return a matrix over the product of cyclic groups in which any two columns differ in distinct ways, or None."""
    elements = list(product(*map(range, moduli)))
    number = {element: place for place, element in enumerate(elements)}

    def minus(a: int, b: int) -> int:
        return number[tuple((x - y) % m for x, y, m in zip(elements[a], elements[b], moduli, strict=True))]

    order = len(elements)
    differences = [(a, b, minus(a, b)) for a, b in product(range(order), repeat=2)]
    model = cp_model.CpModel()
    entry = [[model.new_int_var(0, order - 1 if r and c else 0, "") for c in range(seats)] for r in range(rounds)]
    for above, below in pairwise(entry[1:]):  # rows may stand in any order
        model.add(above[1] < below[1])
    for c in range(seats):
        for d in range(c):
            column = []
            for row in entry:
                column.append(model.new_int_var(0, order - 1, ""))
                model.add_allowed_assignments([row[c], row[d], column[-1]], differences)
            model.add_all_different(column)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [[solver.value(cell) for cell in row] for row in entry]


if __name__ == "__main__":
    for moduli, rounds, seats in (((10,), 9, 5), ((10,), 8, 7), ((2, 6), 12, 6), ((2, 6), 8, 7)):
        matrix = find(moduli, rounds, seats)
        text = "not found" if matrix is None else " ".join("".join(f"{x:x}" for x in row) for row in matrix)
        print(moduli, rounds, seats, text)
