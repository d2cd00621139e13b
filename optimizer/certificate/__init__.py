"""
The certificate of a plan: value, bound and gap without any solver, and without any line of the engine.

The Lagrangian bound holds for whatever multipliers stand in the plan, so nothing has to be believed: rows and
people are priced again in whole numbers (docs/method.md, "The certificate").
"""

from optimizer.certificate.certify import CertificateError, Certified, certify

__all__ = ["CertificateError", "Certified", "certify"]
