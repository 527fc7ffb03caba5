using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NpyIO.Tests.Support;

/// <summary>The pool of the test process: many tests wait on it for asynchronous work, and it grows by one or two threads a second when all of them wait.</summary>
internal static class TestThreads
{
    private const int Min = 32;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "There is no other place that runs before every test.")]
    internal static void Initialize() => ThreadPool.SetMinThreads(Min, Min);
}
