#!/usr/bin/env python3
"""Writes the golden files of the samples: what NumPy computes."""
import pathlib

import numpy as np

table = np.array([[1, 10], [2, 20], [6, 90]], float)
standardized = (table - table.mean(axis=0)) / table.std(axis=0)

for project in 'Testing.Xunit', 'Testing.NUnit':
    folder = pathlib.Path(__file__).parent / project / 'testdata'
    folder.mkdir(exist_ok=True)
    np.save(folder / 'StandardizerTests.Standardize_Table_IsWhatNumPyComputes.npy', standardized)
    np.savez(folder / 'StandardizerTests.Standardize_TableAndResult_AreThoseOfNumPy.steps.npz', table=table, standardized=standardized)
    np.save(folder / 'StandardizerTests.MatchesGolden_OtherValues_Fails.npy', standardized)
