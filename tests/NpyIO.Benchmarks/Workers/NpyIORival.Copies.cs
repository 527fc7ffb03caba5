using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace NpyIO.Benchmarks.Workers;

// Copies of an array in memory to C#'s own.
[SuppressMessage("Performance", "CA1814", Justification = "What is measured.")]
internal sealed partial class NpyIORival
{
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
