"""Weights of LibMTL's methods on losses and gradients drawn here, as JSON: python3 libmtl.py FOLDER COMMIT, into libmtl.json here

FOLDER is a checkout of LibMTL at COMMIT. What is recorded are the weights that a method's step gives the losses' gradients: its gradient
in the shared parameters, taken apart into the losses' own. Defaults are LibMTL's; everything is in double.

Three things of its surroundings are replaced: torch.symeig by torch.linalg.eigh, qpsolvers by scipy's exact nnls, and the tolerances of
scipy's solvers by 1e-15, because LibMTL stops them where they agree to some 1e-4. Random orders are those of the losses. Nash-MTL needs cvxpy
with ECOS and is not run; its equation is checked in its stead.
"""
import json
import random
import sys
import types

import numpy as np
import scipy.optimize
import torch

torch.set_default_dtype(torch.float64)
random.shuffle = lambda items: None
torch.symeig = lambda matrix, eigenvectors: torch.linalg.eigh(matrix)

minimize, least_squares = scipy.optimize.minimize, scipy.optimize.least_squares
scipy.optimize.minimize = lambda *a, **k: minimize(*a, **k, tol=1e-15, options={"maxiter": 10000})
scipy.optimize.least_squares = lambda *a, **k: least_squares(*a, **k, ftol=1e-15, xtol=1e-15, gtol=1e-15)


def solve_qp(quadratic, _, __, bound, solver):
    root = np.linalg.cholesky(quadratic).T
    return scipy.optimize.nnls(root, root @ bound)[0] - bound  # bound is -u: v = u + s


sys.modules["cvxpy"] = types.ModuleType("cvxpy")
sys.modules["qpsolvers"] = types.ModuleType("qpsolvers")
sys.modules["qpsolvers"].solve_qp = solve_qp
package = types.ModuleType("LibMTL")
package.__path__ = [sys.argv[1] + "/LibMTL"]
sys.modules["LibMTL"] = package
import LibMTL.weighting as methods  # noqa: E402

ARGUMENTS = dict(T=2.0, alpha=1.5, mgda_gn="none", GradVac_beta=0.5, GradVac_group_type=0, calpha=0.5, rescale=1, STCH_mu=1.0, STCH_warmup_epoch=4, FAMO_w_lr=0.025,
                 FAMO_w_gamma=1e-3, FairGrad_alpha=1.0, UPGrad_norm_eps=1e-4, UPGrad_reg_eps=1e-4)
METHODS = dict([("equal", "EW"), ("uw", "UW"), ("dwa", "DWA"), ("gls", "GLS"), ("stch", "STCH"), ("famo", "FAMO"), ("gradnorm", "GradNorm"),
                ("mgda", "MGDA"), ("pcgrad", "PCGrad"), ("gradvac", "GradVac"), ("cagrad", "CAGrad"), ("imtl-g", "IMTL"),
                ("aligned-mtl", "Aligned_MTL"), ("fairgrad", "FairGrad"), ("upgrad", "UPGrad")])
STEPS, PARAMETERS, RATE = 8, 7, 1e-3


def run(name, losses, after, gradients):
    tasks = losses.shape[1]

    class Method(getattr(methods, METHODS[name])):
        def get_share_params(self):
            return [shared]

        def zero_grad_share_params(self):
            shared.grad = torch.zeros(PARAMETERS)

    method = Method()
    method.task_num, method.device, method.rep_grad, method.rep = tasks, torch.device("cpu"), False, None
    method.train_loss_buffer = losses.T
    method.init_param()
    learned = [parameter for parameter in method.parameters()] if name in ("uw", "gradnorm") else []
    optimizer = torch.optim.Adam(learned, lr=RATE) if learned else None
    rows = []
    for step in range(STEPS):
        # The weights that dynamic averaging gives from this step's losses on are those of the next epoch.
        method.epoch = step + 1 if name == "dwa" else step
        shared = torch.zeros(PARAMETERS, requires_grad=True)
        if optimizer:
            optimizer.zero_grad()
        terms = torch.tensor(losses[step]) + torch.tensor(gradients[step]) @ shared
        # The stacked losses share one graph; each backward pass of LibMTL but the last keeps it.
        method.backward(terms, **ARGUMENTS)
        if optimizer:
            optimizer.step()
        if name == "famo":
            method.update_w(torch.tensor(after[step]))
        rows.append(np.linalg.lstsq(gradients[step].T, shared.grad.numpy(), rcond=None)[0].tolist())
    return rows


def main():
    draw = np.random.default_rng(14)
    cases = []
    for tasks in (2, 3, 5):
        scale = np.exp(draw.normal(size=tasks))
        losses = np.exp(draw.normal(size=(STEPS, tasks)) * 0.4) * scale
        after = losses * np.exp(draw.normal(size=(STEPS, tasks)) * 0.1)
        gradients = draw.normal(size=(STEPS, tasks, PARAMETERS)) * scale[:, None] + 0.3 * draw.normal(size=(STEPS, 1, PARAMETERS))
        weights = {name: run(name, losses, after, gradients) for name in METHODS}
        cases.append(dict(losses=losses.tolist(), after=after.tolist(), gradients=gradients.tolist(), weights=weights))
    with open("libmtl.json", "w") as file:
        json.dump(dict(peer="LibMTL", commit=sys.argv[2], steps=STEPS, rate=RATE, cases=cases), file)


main()
