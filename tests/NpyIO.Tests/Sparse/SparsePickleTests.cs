using System.Text;
using CsCheck;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Sparse;

/// <summary>SciPy's sparse matrices in pickles and joblib files, loaded and saved.</summary>
public class SparsePickleTests
{
    private static readonly long[] Shape = [2, 3];

    private static readonly PickleTuple ShapeTuple = new(2L, 3L);

    private static readonly SparseMatrix[] Matrices =
    [
        Csr(),
        Csr().AsArray(),
        SparseMatrix.Csc(Shape, new[] { 1.5f, 3.5f, 2.5f }, new[] { 0, 1, 0 }, new[] { 0, 1, 2, 3 }),
        SparseMatrix.Csc(Shape, new[] { 1.5f, 3.5f, 2.5f }, new long[] { 0, 1, 0 }, new long[] { 0, 1, 2, 3 }).AsArray(),
        SparseMatrix.Coo(Shape, new[] { 2, 1, 3 }, new[] { 0, 0, 1 }, new[] { 2, 0, 1 }),
        SparseMatrix.Coo(Shape, new[] { 2, 1, 3 }, new[] { 0, 0, 1 }, new[] { 2, 0, 1 }).AsArray(),
        SparseMatrix.Bsr(Shape, new short[,,] { { { 1 }, { 0 } }, { { 0 }, { 3 } } }, new[] { 0, 1 }, new[] { 0, 2 }),
        SparseMatrix.Bsr(Shape, new short[,,] { { { 1 }, { 0 } }, { { 0 }, { 3 } } }, new[] { 0, 1 }, new[] { 0, 2 }).AsArray(),
        SparseMatrix.Dia(Shape, new[,] { { 1.5, 3.5, 9 }, { 9, 9, 2.5 } }, new[] { 0, 2 }),
        SparseMatrix.Dia(Shape, new[,] { { 1.5, 3.5, 9 }, { 9, 9, 2.5 } }, new[] { 0, 2 }).AsArray(),
        SparseMatrix.Csr([4], new[] { 1.5, 2.5 }, new[] { 1, 3 }, new[] { 0, 2 }),
        SparseMatrix.Coo([4], new[] { 1.5, 2.5 }, new[] { 1, 3 }),
        SparseMatrix.Coo([2, 2, 2], new[] { 7, 8 }, new[] { 1, 0 }, new[] { 0, 1 }, new[] { 1, 1 }),
        SparseMatrix.Csr([0, 4], Array.Empty<double>(), Array.Empty<int>(), new[] { 0 }),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Matrices.Length)];

    public static TheoryData<SourceKind> Kinds => Sources.All;

    private static SparseMatrix Csr() => SparseMatrix.Csr(Shape, new[] { 1.5, 2.5, 3.5 }, new[] { 0, 2, 1 }, new[] { 0, 2, 3 });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Save_EveryFormatAndProtocol_ComesBack(int number)
    {
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            AssertSame(Matrices[number], Pickle.Load<SparseMatrix>(Pickle.Save(Matrices[number], new PickleWriteOptions { Protocol = protocol })));
            AssertSame(Matrices[number], Joblib.Load<SparseMatrix>(Joblib.Save(Matrices[number], new JoblibWriteOptions { Protocol = protocol })));
        }

        AssertSame(Matrices[number], Joblib.Load<SparseMatrix>(Joblib.Save(Matrices[number], new JoblibWriteOptions { Compression = JoblibCompression.Zlib })));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_EverySource_IsTheSameMatrix(SourceKind kind)
    {
        AssertSame(Csr(), await LoadAsync(kind, Pickle.Save(Csr()), ofJoblib: false));
        AssertSame(Csr(), await LoadAsync(kind, Joblib.Save(Csr()), ofJoblib: true));
        AssertSame(Csr(), await LoadAsync(kind, Joblib.Save(Csr(), new JoblibWriteOptions { Compression = JoblibCompression.Gzip }), ofJoblib: true));
    }

    [Fact]
    public void Open_Joblib_GivesTheMatrixOverTheMapping()
    {
        using TempFile file = new(Joblib.Save(Csr()));
        using JoblibFile opened = Joblib.Open(file.Path);

        SparseMatrix matrix = opened.Get<SparseMatrix>();

        AssertSame(Csr(), matrix);
        Assert.True(matrix.Data.IsReadOnly);
    }

    [Fact]
    public void Get_InDictionaryAndList_IsTheMatrix()
    {
        SparseMatrix matrix = Csr();
        byte[] pickle = Pickle.Save(new PickleDictionary { ["x"] = matrix, ["again"] = new List<object?> { matrix } });

        PickleDictionary loaded = Pickle.Load<PickleDictionary>(pickle);

        AssertSame(matrix, loaded.Get<SparseMatrix>("x"));
        object? inList = loaded.Get<List<object?>>("again")[0];
        Assert.Same(loaded["x"], inList);   // one object in Python, too
        AssertSame(matrix, SparseMatrix.FromPickle(Assert.IsType<PickleObject>(inList)));
    }

    [Fact]
    public void SaveItem_Matrix_ComesBack()
    {
        object? item = Npy.LoadItem(Npy.SaveItem(Csr()));

        AssertSame(Csr(), SparseMatrix.FromPickle(Assert.IsType<PickleObject>(item)));
    }

    [Fact]
    public void Save_StatesWhatEverySciPyReads()
    {
        PickleObject csr = Pickle.Load<PickleObject>(Pickle.Save(Csr())), coo = Pickle.Load<PickleObject>(Pickle.Save(Matrices[4])), array = Pickle.Load<PickleObject>(Pickle.Save(Matrices[5]));

        Assert.Equal(("scipy.sparse.csr_matrix", true), (csr.FullName, csr.IsNew));
        Assert.Equal(["_shape", "maxprint", "data", "indices", "indptr"], ((PickleDictionary)csr.State!).Keys);
        Assert.Equal("scipy.sparse.coo_matrix", coo.FullName);
        Assert.Equal(["_shape", "maxprint", "data", "row", "col", "has_canonical_format"], ((PickleDictionary)coo.State!).Keys);
        Assert.Equal(["_shape", "maxprint", "data", "row", "col", "coords", "has_canonical_format"], ((PickleDictionary)array.State!).Keys);
        Assert.Same(array["row"], ((PickleTuple)array["coords"]!)[0]);
    }

    [Fact]
    public void Save_PartsThatSciPyDoesNotHave_AreConverted()
    {
        NdArray data = NdArray.FromBuffer([0, 1, 0, 2], DType.Parse(">i2")), indices = NdArray.FromBuffer([0, 0, 0, 1, 0, 0, 0, 0], DType.Parse(">u4"));

        SparseMatrix small = Pickle.Load<SparseMatrix>(Pickle.Save(SparseMatrix.Csr([2, 2], data, new byte[] { 1, 0 }, new short[] { 0, 1, 2 })), PickleReadOptions.AsStored);
        SparseMatrix mixed = Pickle.Load<SparseMatrix>(Pickle.Save(SparseMatrix.Csr([2, 2], data, indices, new[] { 0, 1, 2 })), PickleReadOptions.AsStored);

        Assert.Equal(("'<i2'", "'<i4'", "'<i4'"), (small.DType.Descr, small.Indices.DType.Descr, small.Indptr.DType.Descr));
        Assert.Equal(("'<i2'", "'<i8'", "'<i8'"), (mixed.DType.Descr, mixed.Indices.DType.Descr, mixed.Indptr.DType.Descr));
        Assert.Equal([0, 1, 2, 0], small.ToDense().ToArray<short>());
        Assert.Equal([0, 1, 2, 0], mixed.ToDense().ToArray<short>());
    }

    public static TheoryData<string, string, string[]> Classes => new()
    {
        { "scipy.sparse.csr", "csr_matrix", [] },
        { "scipy.sparse._csr", "csr_matrix", [] },
        { "scipy.sparse._arrays", "csr_array", [] },
        { "scipy.sparse._csr", "csr_array", [] },
        { "scipy.sparse", "csr_matrix", ["maxprint"] },
        { "scipy.sparse.csr", "csr_matrix", ["maxprint", "_shape"] },
    };

    [Theory]
    [MemberData(nameof(Classes))]
    public void Load_ClassesOfEverySciPy_AreTheMatrix(string module, string name, string[] without)
    {
        PickleDictionary state = StateOf(Csr());
        state["shape"] = ShapeTuple;
        state["_has_sorted_indices"] = true;
        foreach (string attribute in without)
            state.Remove(attribute);

        SparseMatrix matrix = SparseMatrix.FromPickle(Described(module, name, state));

        AssertSame(name == "csr_array" ? Csr().AsArray() : Csr(), matrix);
    }

    [Theory]
    [InlineData("ccopy_reg\n_reconstructor\n(cscipy.sparse.csr\ncsr_matrix\nc__builtin__\nobject\nNtR")]
    [InlineData("\u0080\u0002cscipy.sparse.csr\ncsr_matrix\n)\u0081")]
    [InlineData("cscipy.sparse.csr\ncsr_matrix\n)R")]
    public void Load_CreatedAsOldProtocolsDo_IsTheMatrix(string created)
    {
        byte[] state = Pickle.Save(StateOf(Csr()), new PickleWriteOptions { Protocol = 2 });
        byte[] pickle = [.. Encoding.Latin1.GetBytes(created), .. state[2..^1], .. "b."u8];

        AssertSame(Csr(), Pickle.Load<SparseMatrix>(pickle));
    }

    [Fact]
    public void Load_ShapeOfNumPyIntegers_IsTheShape()
    {
        PickleDictionary state = StateOf(Csr());
        state["_shape"] = new PickleTuple([NdArray.FromArray((Array)new[] { 2 }).At(0), NdArray.FromArray((Array)new ulong[] { 3 }).At(0)]);

        AssertSame(Csr(), SparseMatrix.FromPickle(Described("scipy.sparse", "csr_matrix", state)));
    }

    [Fact]
    public void Load_CooByRowAndColOrByCoords_IsTheSame()
    {
        SparseMatrix expected = Matrices[5];
        PickleDictionary old = StateOf(expected), today = StateOf(expected);
        old.Remove("coords");
        today.Remove("row");
        today.Remove("col");

        AssertSame(expected, SparseMatrix.FromPickle(Described("scipy.sparse._arrays", "coo_array", old)));
        AssertSame(expected, SparseMatrix.FromPickle(Described("scipy.sparse._coo", "coo_array", today)));
    }

    [Theory]
    [InlineData("lil_matrix", ".tocsr()")]
    [InlineData("lil_array", ".tocsr()")]
    [InlineData("dok_matrix", ".tocoo()")]
    [InlineData("dok_array", ".tocoo()")]
    public void Load_FormatsThatAreNotRead_SayWhatToDo(string name, string call)
    {
        byte[] pickle = Pickle.Save(Described("scipy.sparse", name, StateOf(Csr())));
        using TempFile file = new(pickle);

        NpyFormatException error = Assert.Throws<NpyFormatException>(() => Pickle.Load<SparseMatrix>(file.Path));

        Assert.Equal(
            $"{file.Path}: NpyIO does not read scipy.sparse.{name} as a SparseMatrix: convert it in Python with {call} before saving it, or load it as a PickleObject",
            error.Message);
        Assert.Equal(NpyFormatReason.Unsupported, error.Reason);
        Assert.Equal($"scipy.sparse.{name}", Pickle.Load<PickleObject>(file.Path).FullName);
    }

    public static TheoryData<string, object?> Others => new()
    {
        { "The value is <description of scipy.sparse.csr_graph>, not SparseMatrix.", Described("scipy.sparse", "csr_graph", StateOf(Csr())) },
        { "The value is <description of scipy.sparse_matrices.csr_matrix>, not SparseMatrix.", Described("scipy.sparse_matrices", "csr_matrix", StateOf(Csr())) },
        { "The value is <description of __main__.csr_matrix>, not SparseMatrix.", Described("__main__", "csr_matrix", StateOf(Csr())) },
        { "The value is <description of scipy.sparse._csr.matrix>, not SparseMatrix.", Described("scipy.sparse._csr", "matrix", StateOf(Csr())) },
        { "The value is scipy.sparse.csr_matrix, not SparseMatrix.", new PickleObject("scipy.sparse", "csr_matrix") },
        { "The value is a dict of 0, not SparseMatrix.", new PickleDictionary() },
        { "The value is NdArray(int32, (1,)), not SparseMatrix.", NdArray.FromArray(new[] { 1 }) },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Load_AnythingElse_IsNoMatrix(string message, object? value)
    {
        byte[] pickle = Pickle.Save(value);

        Assert.Equal(message, Assert.Throws<InvalidCastException>(() => Pickle.Load<SparseMatrix>(pickle)).Message);
        Assert.Equal(message, Assert.Throws<InvalidCastException>(() => Joblib.Load<SparseMatrix>(pickle)).Message);
    }

    public static TheoryData<string, Action<PickleDictionary>> Misfits => new()
    {
        { "it has no attribute '_shape'", state => state.Remove("_shape") },
        { "it has no attribute 'data'", state => state.Remove("data") },
        { "it has no attribute 'indices'", state => state.Remove("indices") },
        { "it has no attribute 'indptr'", state => state.Remove("indptr") },
        { "_shape is None, where a tuple of the lengths of the axes is expected (in its attribute '_shape')", state => state["_shape"] = null },
        { "_shape is a list of 2, where a tuple of the lengths of the axes is expected (in its attribute '_shape')", state => state["_shape"] = new List<object?> { 2L, 3L } },
        { "_shape is a tuple of 65, where a tuple of the lengths of the axes is expected (in its attribute '_shape')", state => state["_shape"] = new PickleTuple(new object?[65]) },
        { "_shape is text, where a tuple of integers of 64 bits is expected (in its attribute '_shape')", state => state["_shape"] = new PickleTuple([2L, "3"]) },
        { "_shape is double, where a tuple of integers of 64 bits is expected (in its attribute '_shape')", state => state["_shape"] = new PickleTuple([2L, 3.0]) },
        { "the shape (2, -3) has an axis of length -3 (in its attribute 'shape')", state => state["_shape"] = new PickleTuple([2L, -3L]) },
        { "the shape () has a number of axes that a csr matrix cannot have (in its attribute 'shape')", state => state["_shape"] = PickleTuple.Empty },
        { "indptr has 3 elements, where one for each row of the shape (9223372036854775807, 3) and one more are expected (in its attribute 'indptr')", state => state["_shape"] = new PickleTuple([long.MaxValue, 3L]) },
        { "data is a list of 0, where an array is expected (in its attribute 'data')", state => state["data"] = new List<object?>() },
        { "data has the shape (), where 1 axis is expected (in its attribute 'data')", state => state["data"] = NdArray.FromArray(new[] { 1.5 }).At(0) },
        { "indices has the dtype '<f8', where integers are expected (in its attribute 'indices')", state => state["indices"] = NdArray.FromArray(new[] { 0.0, 1, 2 }) },
        { "indices has 2 elements, where one for each value is expected, of which there are 3 (in its attribute 'indices')", state => state["indices"] = NdArray.FromArray(new[] { 0, 1 }) },
        { "indptr is <description of a.b>, where an array is expected (in its attribute 'indptr')", state => state["indptr"] = new PickleObject("a", "b") { Arguments = PickleTuple.Empty } },
        { "indptr begins with 1 (in its attribute 'indptr')", state => state["indptr"] = NdArray.FromArray(new[] { 1, 2, 3 }) },
        { "indptr ends with 4, but there are 3 indices (in its attribute 'indptr')", state => state["indptr"] = NdArray.FromArray(new[] { 0, 2, 4 }) },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Load_PartsThatDoNotFit_Throw(string problem, Action<PickleDictionary> change)
    {
        PickleDictionary state = StateOf(Csr());
        change(state);
        byte[] pickle = Pickle.Save(Described("scipy.sparse._csr", "csr_matrix", state));
        using TempFile file = new(pickle);

        NpyFormatException error = Assert.Throws<NpyFormatException>(() => Pickle.Load<SparseMatrix>(pickle));

        Assert.Equal($"The object holds no sparse matrix: {problem}", error.Message);
        Assert.Equal(NpyFormatReason.BadSparseMatrix, error.Reason);
        Assert.Equal(0, error.Offset);
        Assert.Equal(error.Message, Assert.Throws<NpyFormatException>(() => Joblib.Load<SparseMatrix>(pickle)).Message);
        Assert.Equal(file.Path, Assert.Throws<NpyFormatException>(() => Pickle.Load<SparseMatrix>(file.Path)).Path);
        Assert.Equal(file.Path, Assert.Throws<NpyFormatException>(() => Joblib.Load<SparseMatrix>(file.Path)).Path);
        using JoblibFile opened = Joblib.Open(file.Path);
        Assert.Equal(file.Path, Assert.Throws<NpyFormatException>(opened.Get<SparseMatrix>).Path);
    }

    [Theory]
    [InlineData("coords is None, where a tuple of an array for each axis is expected (in its attribute 'coords')", "coords", null)]
    [InlineData("it has no attribute 'row'", "coords", "")]
    [InlineData("it has no attribute 'col'", "coords", "row")]
    public void Load_CooWithoutItsParts_Throws(string problem, string attribute, string? kept)
    {
        PickleDictionary state = StateOf(Matrices[5]);
        if (kept is null)
            state[attribute] = null;
        else
            state.Remove(attribute);
        foreach (string part in new[] { "row", "col" })
        {
            if (part != kept)
                state.Remove(part);
        }

        NpyFormatException error = Assert.Throws<NpyFormatException>(() => SparseMatrix.FromPickle(Described("scipy.sparse", "coo_array", state)));

        Assert.Equal($"The object holds no sparse matrix: {problem}", error.Message);
    }

    [Fact]
    public void Load_StateThatIsNoDictionary_HasNoAttributes()
    {
        var described = new PickleObject("scipy.sparse", "csr_matrix") { IsNew = true, Arguments = PickleTuple.Empty };

        Assert.Equal("The object holds no sparse matrix: it has no attribute '_shape'", Assert.Throws<NpyFormatException>(() => SparseMatrix.FromPickle(described)).Message);
    }

    [Fact]
    public void Load_WrongIndices_AreFoundByVerifyAndToDense()
    {
        (string Part, int[] Wrong, string Message)[] faults =
        [
            ("indices", [0, 3, 1], "The sparse matrix has a wrong index: element 1 of indices is 3, where there are 3 (in 'indices')"),
            ("indices", [0, -1, 1], "The sparse matrix has a wrong index: element 1 of indices is -1, where there are 3 (in 'indices')"),
            ("indptr", [0, 4, 3], "The sparse matrix has a wrong index: indptr goes from 0 to 4 at element 1, with 3 indices (in 'indptr')"),
            ("indptr", [0, 2, 1], "The sparse matrix has a wrong index: indptr goes from 2 to 1 at element 2, with 3 indices (in 'indptr')"),
        ];
        foreach ((string part, int[] wrong, string message) in faults)
        {
            PickleDictionary state = StateOf(Csr());
            state[part] = NdArray.FromArray(wrong);
            SparseMatrix matrix = Pickle.Load<SparseMatrix>(Pickle.Save(Described("scipy.sparse", "csr_matrix", state)));

            Assert.Equal(message, Assert.Throws<NpyFormatException>(matrix.Verify).Message);
            Assert.Equal(message, Assert.Throws<NpyFormatException>(() => matrix.ToDense()).Message);
        }
    }

    [Fact]
    public void Load_ShapeBeyondMemory_AllocatesNothingForIt()
    {
        PickleDictionary state = StateOf(Csr());
        (state["_shape"], state["indptr"]) = (new PickleTuple([2L, long.MaxValue]), NdArray.FromArray(new[] { 0, 2, 3 }));
        byte[] pickle = Pickle.Save(Described("scipy.sparse", "csr_matrix", state));
        Pickle.Load<SparseMatrix>(pickle);

        long before = GC.GetAllocatedBytesForCurrentThread();
        SparseMatrix matrix = Pickle.Load<SparseMatrix>(pickle);
        matrix.Verify();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(long.MaxValue, matrix.Shape[1]);
        Assert.InRange(allocated, 1, 50_000);
    }

    private static readonly Gen<object?> AnyValues = Gen.OneOf(
        Gen.Const((object?)null), Gen.Const((object?)"text"), Gen.Const((object?)-1L), Gen.Const((object?)1.5), Gen.Const((object?)PickleTuple.Empty), Gen.Const((object?)new List<object?> { 1L }),
        Gen.Const((object?)new PickleDictionary()), Gen.Const((object?)new PickleObject("a", "b")), RandomArrays.Any.Select(array => (object?)array));

    private static readonly Gen<object?> Indexes = Gen.Frequency(
        (6, Gen.Int[0, 3].Array[2].Select(pair => (object?)NdArray.FromArray(new[] { 0, pair[0], pair[1] }))),
        (2, Gen.Int[-1, 4].Array[3].Select(values => (object?)NdArray.FromArray(values))),
        (1, Gen.Long[-1, 4].Array[0, 5].Select(values => (object?)NdArray.FromArray(values))),
        (1, Gen.Const((object?)NdArray.FromArray(new[] { 0, long.MaxValue, long.MinValue }))),
        (1, AnyValues));

    private static readonly Gen<PickleObject> Objects =
        from name in Gen.OneOf("csr", "csc", "coo", "bsr", "dia")
        from suffix in Gen.OneOf("_matrix", "_array")
        from shape in Gen.Frequency(
            (6, Gen.Const((object?)new PickleTuple([2L, 2L]))),
            (2, Gen.Long[-1, 4].Array[0, 4].Select(lengths => (object?)new PickleTuple([.. lengths.Cast<object?>()]))),
            (1, AnyValues.Array[0, 3].Select(parts => (object?)new PickleTuple(parts))),
            (1, AnyValues))
        from data in Gen.Frequency((4, Gen.Const((object?)NdArray.FromArray(new[] { 1.5, 2.5, 3.5 }))), (2, Gen.Const((object?)NdArray.FromArray(new double[3, 1, 1]))), (2, Gen.Const((object?)NdArray.FromArray(new double[3, 2]))), (1, AnyValues))
        from coords in Gen.Frequency((4, Indexes.Array[0, 3].Select(parts => (object?)new PickleTuple(parts))), (1, AnyValues))
        from others in Indexes.Array[5]
        from left in Gen.Frequency((6, Gen.Const(-1)), (1, Gen.Int[0, 7]))
        select Described("scipy.sparse." + name, name + suffix, Left(left, shape, data, coords, others));

    [Fact]
    public void Load_AnyState_IsAMatrixOrTheOneException()
    {
        int loaded = 0;
        Objects.Sample(
            described =>
            {
                byte[] pickle = Pickle.Save(described);
                try
                {
                    SparseMatrix matrix = Pickle.Load<SparseMatrix>(pickle);
                    Interlocked.Increment(ref loaded);
                    AssertSame(matrix, Joblib.Load<SparseMatrix>(Joblib.Save(matrix)));
                    matrix.Verify();
                }
                catch (NpyFormatException e)
                {
                    Assert.Equal(NpyFormatReason.BadSparseMatrix, e.Reason);
                }
            },
            iter: 3000);

        Assert.True(loaded > 20, $"only {loaded} were matrices");
    }

    private static PickleDictionary Left(int left, params object?[] values)
    {
        object?[] all = [.. values[..3], .. (object?[])values[3]!];
        string[] names = ["_shape", "data", "coords", "indices", "indptr", "row", "col", "offsets"];
        var state = new PickleDictionary();
        for (int i = 0; i < names.Length; i++)
        {
            if (i != left)
                state[names[i]] = all[i];
        }

        return state;
    }

    /// <summary>The attributes that a matrix is saved with.</summary>
    private static PickleDictionary StateOf(SparseMatrix matrix) => (PickleDictionary)Pickle.Load<PickleObject>(Pickle.Save(matrix)).State!;

    private static PickleObject Described(string module, string name, PickleDictionary state)
    {
        var nothing = new PickleObject(module, name) { IsNew = true, Arguments = PickleTuple.Empty, HasState = true, State = state };
        return nothing;
    }

    private static async Task<SparseMatrix> LoadAsync(SourceKind kind, byte[] content, bool ofJoblib)
    {
        switch (kind)
        {
            case SourceKind.Path or SourceKind.PathAsync:
                using (var file = new TempFile(content))
                {
                    return kind == SourceKind.Path
                        ? (ofJoblib ? Joblib.Load<SparseMatrix>(file.Path) : Pickle.Load<SparseMatrix>(file.Path))
                        : await (ofJoblib ? Joblib.LoadAsync<SparseMatrix>(file.Path) : Pickle.LoadAsync<SparseMatrix>(file.Path));
                }

            case SourceKind.Pipe:
                return await Sources.FromPipeAsync(content, path => ofJoblib ? Joblib.Load<SparseMatrix>(path) : Pickle.Load<SparseMatrix>(path));
            case SourceKind.Memory:
                return ofJoblib ? Joblib.Load<SparseMatrix>(content.AsMemory()) : Pickle.Load<SparseMatrix>(content.AsMemory());
            case SourceKind.Span:
                return ofJoblib ? Joblib.Load<SparseMatrix>(content.AsSpan()) : Pickle.Load<SparseMatrix>(content.AsSpan());
            default:
                Stream stream = kind is SourceKind.Seekable or SourceKind.SeekableAsync ? new MemoryStream(content)
                    : kind is SourceKind.Later or SourceKind.LaterAsync ? Sources.Later(content)
                    : new PartialStream(content, kind is SourceKind.OneByte or SourceKind.OneByteAsync ? 1 : int.MaxValue);
                return kind is SourceKind.SeekableAsync or SourceKind.LaterAsync or SourceKind.UnseekableAsync or SourceKind.OneByteAsync
                    ? await (ofJoblib ? Joblib.LoadAsync<SparseMatrix>(stream) : Pickle.LoadAsync<SparseMatrix>(stream))
                    : ofJoblib ? Joblib.Load<SparseMatrix>(stream) : Pickle.Load<SparseMatrix>(stream);
        }
    }

    private static void AssertSame(SparseMatrix expected, SparseMatrix found)
    {
        Assert.Equal((expected.ToString(), expected.IsArray), (found.ToString(), found.IsArray));
        Assert.Equal(expected.Data.ToBytes(), found.Data.ToBytes());
        NdArray[][] indexes = [.. new[] { expected, found }.Select(matrix => matrix.Format switch
        {
            SparseFormat.Coo => [.. matrix.Coords],
            SparseFormat.Dia => new[] { matrix.Offsets },
            _ => [matrix.Indices, matrix.Indptr],
        })];
        Assert.Equal(indexes[0].Select(index => string.Join(' ', index.To<long>(Casting.SameKind))), indexes[1].Select(index => string.Join(' ', index.To<long>(Casting.SameKind))));
    }
}
