using NpyIO.Pickling;

namespace NpyIO.Tests.Pickling.NumPy;

/// <summary>What NumPy's functions give, called as a pickle calls them.</summary>
internal static class NumPyCalls
{
    internal static readonly PickleObject NdArrayClass = new("numpy", "ndarray");

    internal static object? Call(string name, params object?[] arguments) => Call(PickleReadOptions.Default, name, arguments);

    internal static object? Call(PickleReadOptions options, string name, params object?[] arguments)
    {
        int dot = name.LastIndexOf('.');
        KnownCall call = NumPyGlobals.Rows.Single(row => row.Module == name[..dot] && row.Name == name[(dot + 1)..]).Call;
        return call(new PickleMachine(options), new PickleTuple(arguments));
    }

    /// <summary>The dtype of a type string and a state.</summary>
    internal static DType DType(object? type, params object?[] state) =>
        (DType)((PendingObject)Call("numpy.dtype", type, false, true)!).Build(new PickleMachine(PickleReadOptions.Default), new PickleTuple(state));

    /// <summary>The array of a state.</summary>
    internal static NdArray Array(params object?[] state) => Array(PickleReadOptions.Default, state);

    internal static NdArray Array(PickleReadOptions options, params object?[] state) =>
        (NdArray)((PendingObject)Call("numpy.core.multiarray._reconstruct", NdArrayClass, Tuple(0L), new byte[] { (byte)'b' })!).Build(new PickleMachine(options), new PickleTuple(state));

    internal static PickleTuple Tuple(params object?[] items) => new(items);
}
