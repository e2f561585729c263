"""Drawings made on the server: pure geometry in, records of shapes out; templates write the SVG."""

from caseweave.web.drawings.lineage import LineageDrawing, draw_lineage
from caseweave.web.drawings.locator import LocatorDrawing, draw_locator
from caseweave.web.drawings.people import PeopleDrawing, draw_people
from caseweave.web.drawings.two_orders import TwoOrders, draw_two_orders

__all__ = [
    "LineageDrawing",
    "LocatorDrawing",
    "PeopleDrawing",
    "TwoOrders",
    "draw_lineage",
    "draw_locator",
    "draw_people",
    "draw_two_orders",
]
