using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>The collection of tests that change what the whole process shares, and so run with no other beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
