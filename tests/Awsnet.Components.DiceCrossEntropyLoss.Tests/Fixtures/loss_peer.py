#!/usr/bin/env python3
"""Prints the expected numbers of PeerNumbersTests: torch 1.13 in float64 on logits and targets made by a formula.

    python3 loss_peer.py
"""
import numpy as np
import torch
import torch.nn.functional as F

MASK = 0xFFFFFFFF


def fnv(text):
    """FNV-1a, 32 bits: the seed of a tensor is its name."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & MASK
    return value


def bits(seed, count):
    """32 well-mixed bits for each index: the same integers in any language."""
    x = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(seed)) & np.uint64(MASK)
    x ^= x >> np.uint64(16)
    x = x * np.uint64(0x85EBCA6B) & np.uint64(MASK)
    x ^= x >> np.uint64(13)
    x = x * np.uint64(0xC2B2AE35) & np.uint64(MASK)
    return x ^ (x >> np.uint64(16))


def numbers(seed, count):
    """Doubles in [-1, 1): exact in any language."""
    return bits(seed, count).astype(np.float64) / 2147483648.0 - 1.0


T=lambda n,*s: torch.from_numpy(numbers(fnv(n), int(np.prod(s))).reshape(s))
L=lambda n,c,*s: torch.from_numpy((bits(fnv(n), int(np.prod(s)))%np.uint64(c)).astype(np.int64).reshape(s))
x=3*T('logits',2,3,4,5); y=L('labels',3,2,4,5)
w=torch.tensor([0.5,1.0,2.0],dtype=torch.float64)
print('ce',F.cross_entropy(x,y).item())
print('ce weighted',F.cross_entropy(x,y,w).item())
print('ce ignore 2',F.cross_entropy(x,y,ignore_index=2).item())
print('ce weighted ignore 2',F.cross_entropy(x,y,w,ignore_index=2).item())
s=F.softmax(T('soft',2,3,4,5),1)
print('ce soft',F.cross_entropy(x,s).item())
print('ce soft weighted',F.cross_entropy(x,s,w).item())
b=3*T('binary',2,1,4,5); z=L('binary labels',2,2,4,5)
print('bce',F.binary_cross_entropy_with_logits(b,z.double().unsqueeze(1)).item())
p=x.softmax(1); t=F.one_hot(y,3).permute(0,3,1,2).double()
eps=1e-5
def dice(p,t,batch=False,sq=False):
    d=(0,2,3) if batch else (2,3)
    i=(p*t).sum(d); m=((p**2 if sq else p).sum(d)+(t**2 if sq else t).sum(d))
    l=1-(2*i+eps)/(m+eps)
    return l if batch else l.mean(0)
print('dice per class',dice(p,t).tolist(),'sum',dice(p,t).sum().item(),'mean',dice(p,t).mean().item())
print('dice no bg sum',dice(p,t)[1:].sum().item())
print('batch sum',dice(p,t,True).sum().item(), 'squared', dice(p,t,False,True).sum().item())
print('weighted sum',(w*dice(p,t)).sum().item(),'weighted mean',((w*dice(p,t)).sum()/w.sum()).item())
print('soft dice',dice(p,s).sum().item())
print('binary dice',dice(b.sigmoid(),z.double().unsqueeze(1)).sum().item())
m=(y!=2).double().unsqueeze(1)
print('ignore dice',dice(p*m,t*m).sum().item())
