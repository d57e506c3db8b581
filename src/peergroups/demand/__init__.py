"""What people want and what can run: demand, the arithmetic of sizes, capacity, a first plan."""
