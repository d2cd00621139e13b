"""
Many agencies side by side: one process of its own for each, on this machine or on the workers of a cluster.

``orders`` is what a run is told and what it gives back; ``child`` is the process that plans one agency;
``supervisor`` starts it, listens and starts it again when it dies; ``local`` and ``cluster`` decide where;
``folder`` keeps plans and summaries; ``conduct`` goes through all agencies. Both places start the same child
with the same order, so that a run which is limited by work gives the same plan everywhere.
"""
