using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Benchmarks.Workers;

// Copies and sums of an array in memory.
[SuppressMessage("Performance", "CA1814", Justification = "What is measured.")]
internal sealed partial class NpyIORival
{
    private static Operation Slice(string path, Func<NdArray<double>, NdArray<double>> slice)
    {
        NdArray<double> array = slice(Npy.Load<double>(path, NpyReadOptions.AsStored));
        return new Operation(_ => array.Copy(), Typed);
    }

    private static Operation Sum(string path, Func<NdArray<double>, double> sum)
    {
        NdArray<double> array = Npy.Load<double>(path, NpyReadOptions.AsStored);
        return new Operation(_ => NdArray.Create([sum(array)]), Typed);
    }

    // Optimised from the first call: a loop that the JIT replaces while it runs keeps the enumerator in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumByForEach(NdArray<double> array)
    {
        double sum = 0;
        foreach (double value in array)
            sum += value;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSpan(NdArray<double> array)
    {
        double sum = 0;
        foreach (double value in array.AsReadOnlySpan())
            sum += value;
        return sum;
    }

    private static Operation Cast(string path, Casting casting)
    {
        NdArray array = Npy.Load(path);
        return new Operation(_ => array.To(DType.Of<int>(), casting), Untyped);
    }

    private static Operation Close(string path)
    {
        NdArray<double> array = Npy.Load<double>(path);
        NdArray<double> other = array.Copy();
        other.AsSpan()[^1] *= 1 + 1e-9;
        return new Operation(_ => NdArray.Create([NdArray.AllClose(array, other) ? 1.0 : 0]), Typed);
    }

    private static Operation ToArray3D(string path)
    {
        NdArray<double> array = Npy.Load<double>(path);
        return new Operation(_ => array.ToArray3D(), Cube);
    }

    /// <summary>The least that takes without asking the system for huge pages: a new array, and a memcpy to it.</summary>
    private static Operation CopyToArray3D(string path)
    {
        NdArray<double> array = Npy.Load<double>(path);
        return new Operation(
            _ =>
            {
                var cube = new double[array.Shape[0], array.Shape[1], array.Shape[2]];
                array.AsReadOnlySpan().CopyTo(Elements(cube));
                return cube;
            },
            Cube);
    }

    private static string Cube(object? result) => Fingerprints.Of(MemoryMarshal.AsBytes(Elements((double[,,])result!)));

    private static Span<double> Elements(double[,,] cube) => MemoryMarshal.CreateSpan(ref cube[0, 0, 0], cube.Length);
}
