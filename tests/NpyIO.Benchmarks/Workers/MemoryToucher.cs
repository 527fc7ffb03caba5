using System.Runtime.InteropServices;

namespace NpyIO.Benchmarks.Workers;

/// <summary>
/// Touches and releases memory, so that the machine has it at hand: virtual machines hand free memory back to their host,
/// and the next one to touch it would pay for getting it again.
/// </summary>
internal static class MemoryToucher
{
    internal static unsafe void Touch(long bytes)
    {
        const int PageSize = 4096;
        byte* memory = (byte*)NativeMemory.Alloc((nuint)bytes);
        for (long i = 0; i < bytes; i += PageSize)
        {
            memory[i] = 1;
        }

        NativeMemory.Free(memory);
    }
}
