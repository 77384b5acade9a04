print("catallaxy")
