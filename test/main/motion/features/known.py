"""
Writes known.json beside it: kinetic, geometric and beat features, Frechet distance and Dist of made-up motion, for the
tests of this folder. Written from the definitions of AIST++ (Li et al. 2021) and its reference code's conventions with
numpy 2.4 and scipy 1.17 in float64; nothing of it comes from main/evaluate. Run: python3 known.py
"""

import json
from pathlib import Path

import numpy as np
from scipy import linalg, ndimage, signal

JOINTS = (
    "nose left_ear right_ear left_shoulder right_shoulder left_elbow right_elbow left_wrist right_wrist left_index "
    "right_index left_hip right_hip left_knee right_knee left_ankle right_ankle left_foot_index right_foot_index"
).split()
FPS, FRAMES = 30, 60
DT = 1 / FPS
norm = np.linalg.norm

# The motion: test/main/evaluate/features/known.test.ts has the same formula.
STANDING = np.array(
    [[0, .68, .12], [.07, .69, .02], [-.07, .69, .02], [.18, .48, 0], [-.18, .48, 0], [.3, .22, 0], [-.3, .22, 0],
     [.38, -.02, .05], [-.38, -.02, .05], [.41, -.1, .07], [-.41, -.1, .07], [.1, 0, 0], [-.1, 0, 0],
     [.11, -.42, .03], [-.11, -.42, .03], [.12, -.82, -.02], [-.12, -.82, -.02], [.14, -.88, .12], [-.14, -.88, .12]]
)
t = np.arange(FRAMES)[:, None, None] / FPS
joint = np.arange(19)[None, :, None]
axis = np.arange(3)[None, None, :]
body = STANDING + 0.6 * (joint % 5) / 4 * np.sin(2 * np.pi * (0.5 + 0.1 * axis) * t + 0.7 * joint + axis)
s = t[:, 0, 0]
root = np.stack([0.4 * np.sin(1.3 * s), 0.9 + 0.05 * np.sin(4 * s), 0.3 * np.cos(0.9 * s)], 1)
room = body + root[:, None]
p = room - root[0]


def kinetic(misplaced):
    features = []
    for q in range(19):
        across = upwards = effort = 0.0
        for i in range(1, FRAMES):
            near = range(i - 2, i + 3)
            steps = [p[k, q] - p[k - 1, q] for k in near if 1 <= k < FRAMES]
            v = np.sum(steps, 0) / (len(steps) * DT)
            across += v[0] ** 2 + v[2] ** 2
            upwards += v[1] ** 2
            turns = []
            for k in near:
                if not 1 <= k < FRAMES - 1:
                    continue
                later = (p[k + 1, q] - p[k, q]) / DT
                earlier = p[k, q] - p[k - 1, q] / DT if misplaced else (p[k, q] - p[k - 1, q]) / DT
                turns.append((later - earlier) / DT)
            effort += norm(np.mean(turns, 0))
        features += [across / (FRAMES - 1), upwards / (FRAMES - 1), effort / (FRAMES - 1)]
    return features


def place(f, name):
    at = lambda joint_name: p[f, JOINTS.index(joint_name)]
    hips = (at("left_hip") + at("right_hip")) / 2
    neck = (at("left_shoulder") + at("right_shoulder")) / 2
    special = {
        "zero": np.zeros(3), "up": np.array([0, 1.0, 0]), "down": np.array([0, -1.0, 0]),
        "floor": np.array([0, p[f, :, 1].min(), 0]),
        "root": hips, "neck": neck, "belly": hips + (neck - hips) / 4, "chest": hips + (neck - hips) * 2 / 3,
    }
    if name in special:
        return special[name]
    return at({"l": "left_", "r": "right_"}[name[0]] + {"toes": "foot_index"}.get(name[1:], name[1:]))


def unit(v):
    return v / norm(v)


def relative(f, a, b):
    return (place(f, b) - place(f, a)) - (place(f - 1, b) - place(f - 1, a))


def normal(f, a, b, c):
    return unit(np.cross(place(f, c) - place(f, a), place(f, b) - place(f, a)))


def move(f, a, b, c, threshold):
    return relative(f, a, c) @ unit(place(f, b) - place(f, a)) / DT > threshold


def nmove(f, a, b, c, d, threshold):
    return relative(f, a, d) @ normal(f, a, b, c) / DT > threshold


def plane(f, a, b, c, d, threshold):
    return normal(f, a, b, c) @ (place(f, d) - place(f, a)) > threshold


def nplane(f, a, b, c, d, threshold):
    return unit(place(f, b) - place(f, a)) @ (place(f, d) - place(f, c)) > threshold


def angle(f, a, b, c, d, least, most):
    cosine = unit(place(f, b) - place(f, a)) @ unit(place(f, d) - place(f, c))
    return least < np.degrees(np.arccos(cosine)) < most


def fast(f, a, threshold):
    return norm(place(f, a) - place(f - 1, a)) / DT > threshold


# SMPL's template: upper arm, shoulders, hips.
l_shoulder = np.array([1.99113488e-01, 2.36807942e-01, -1.80702247e-02])
hl = norm(l_shoulder - np.array([4.54445392e-01, 2.21158922e-01, -4.10167128e-02]))
sw = norm(l_shoulder - np.array([-1.91692337e-01, 2.36928746e-01, -1.23055102e-02]))
hw = norm(np.array([5.64076714e-02, -3.23069185e-01, 1.09197125e-02]) - np.array([-6.24834076e-02, -3.31302464e-01, 1.50412619e-02]))

# In the reference code f_move takes four joints and reads three.
RELATIONS = [
    (nmove, "neck", "rhip", "lhip", "rwrist", 1.8 * hl), (nmove, "neck", "lhip", "rhip", "lwrist", 1.8 * hl),
    (nplane, "chest", "neck", "neck", "rwrist", 0.2 * hl), (nplane, "chest", "neck", "neck", "lwrist", 0.2 * hl),
    (move, "belly", "chest", "chest", 1.8 * hl), (move, "belly", "chest", "chest", 1.8 * hl),
    (angle, "relbow", "rshoulder", "relbow", "rwrist", 0, 110), (angle, "lelbow", "lshoulder", "lelbow", "lwrist", 0, 110),
    (nplane, "lshoulder", "rshoulder", "lwrist", "rwrist", 2.5 * sw), (move, "lwrist", "rwrist", "rwrist", 1.4 * hl),
    (move, "rwrist", "root", "lwrist", 1.4 * hl), (move, "lwrist", "root", "rwrist", 1.4 * hl),
    (fast, "rwrist", 2.5 * hl), (fast, "lwrist", 2.5 * hl),
    (plane, "root", "lhip", "ltoes", "rankle", 0.38 * hl), (plane, "root", "rhip", "rtoes", "lankle", 0.38 * hl),
    (nplane, "zero", "up", "floor", "rankle", 1.2 * hl), (nplane, "zero", "up", "floor", "lankle", 1.2 * hl),
    (nplane, "lhip", "rhip", "lankle", "rankle", 2.1 * hw),
    (angle, "rknee", "rhip", "rknee", "rankle", 0, 110), (angle, "lknee", "lhip", "lknee", "lankle", 0, 110),
    (fast, "rankle", 2.5 * hl), (fast, "lankle", 2.5 * hl),
    (angle, "neck", "root", "rshoulder", "relbow", 25, 180), (angle, "neck", "root", "lshoulder", "lelbow", 25, 180),
    (angle, "neck", "root", "rhip", "rknee", 50, 180), (angle, "neck", "root", "lhip", "lknee", 50, 180),
    (plane, "rankle", "neck", "lankle", "root", 0.5 * hl), (angle, "neck", "root", "zero", "up", 70, 110),
    (nplane, "zero", "down", "floor", "rwrist", -1.2 * hl), (nplane, "zero", "down", "floor", "lwrist", -1.2 * hl),
    (fast, "root", 2.3 * hl),
]
held = np.array([[float(r[0](f, *r[1:])) for r in RELATIONS] for f in range(1, FRAMES)]).sum(0)

envelope = np.zeros(FRAMES)
envelope[1:] = norm(room[1:] - room[:-1], axis=2).sum(1)
beats = signal.argrelextrema(envelope, np.less, order=5)[0]

# Beat alignment: FACT's over the motion's beats; Bailando's over the music's, whose motion beats are smoothed minima.
smooth = ndimage.gaussian_filter(envelope[1:] / 19, 5 / 60 * FPS)
smooth_beats = signal.argrelextrema(smooth, np.less)[0] + 1
music = 0.31 + 0.47 * np.arange(4)


def alignment(ones, others):
    away = np.abs(np.asarray(ones)[:, None] - np.asarray(others)[None, :]).min(1)
    return np.exp(-(away**2) / 2 / 0.05**2).mean()


# Two clouds of 40 samples of 4 features.
i, k = np.arange(40)[:, None], np.arange(4)[None]
a = np.sin((1.7 + 0.3 * k) * i + k * k) + 0.025 * i * (k == 1)
b = np.cos(0.9 * i * (k + 1)) * 1.5 + 0.3 * k
ca, cb = np.cov(a.T), np.cov(b.T)
fid = ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(ca + cb - 2 * linalg.sqrtm(ca @ cb).real)
dist = sum(norm(a[x] - a[y]) for x in range(40) for y in range(x)) / (40 * 39 / 2)

rounded = lambda values: [round(float(v), 8) for v in values]
known = {
    "kinetic": rounded(kinetic(False)), "misplaced": rounded(kinetic(True)),
    "geometricFrames": [int(h) for h in held], "beats": beats.tolist(), "frechet": float(fid), "spread": float(dist),
    "smoothBeats": smooth_beats.tolist(), "music": rounded(music),
    "overMotion": float(alignment(beats / FPS, music)), "overMusic": float(alignment(music, smooth_beats / FPS)),
}
Path(__file__).with_name("known.json").write_text(json.dumps(known) + "\n")
