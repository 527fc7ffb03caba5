using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>A complex number in memory: two numbers of one type.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct StoredComplex<TPart>(TPart real, TPart imaginary)
    where TPart : unmanaged
{
    internal readonly TPart Real = real;

    internal readonly TPart Imaginary = imaginary;
}
