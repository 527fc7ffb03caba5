using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>A bool in memory: a byte, true if not 0. A CLR bool must be 0 or 1.</summary>
[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct StoredBoolean(bool value)
{
    private readonly byte _byte = value ? (byte)1 : (byte)0;

    internal bool IsTrue => _byte != 0;
}
