using System.Collections.Frozen;

namespace NpyIO.Pickling;

/// <summary>
/// Modules and names that were renamed or moved between Python 2 and Python 3. Pickles of protocols 0 to 2 contain the old names; <c>pickle</c> translates them when it reads and writes
/// (<c>fix_imports</c>, <c>_compat_pickle</c>).
/// </summary>
internal static class PythonTwoNames
{
    internal const int FirstNewProtocol = 3;

    // Old name, new name.
    private const string RenamedModules = """
        __builtin__        builtins
        copy_reg           copyreg
        Queue              queue
        SocketServer       socketserver
        ConfigParser       configparser
        repr               reprlib
        tkFileDialog       tkinter.filedialog
        tkSimpleDialog     tkinter.simpledialog
        tkColorChooser     tkinter.colorchooser
        tkCommonDialog     tkinter.commondialog
        Dialog             tkinter.dialog
        Tkdnd              tkinter.dnd
        tkFont             tkinter.font
        tkMessageBox       tkinter.messagebox
        ScrolledText       tkinter.scrolledtext
        Tkconstants        tkinter.constants
        Tix                tkinter.tix
        ttk                tkinter.ttk
        Tkinter            tkinter
        markupbase         _markupbase
        _winreg            winreg
        thread             _thread
        dummy_thread       _dummy_thread
        dbhash             dbm.bsd
        dumbdbm            dbm.dumb
        dbm                dbm.ndbm
        gdbm               dbm.gnu
        xmlrpclib          xmlrpc.client
        SimpleXMLRPCServer xmlrpc.server
        httplib            http.client
        htmlentitydefs     html.entities
        HTMLParser         html.parser
        Cookie             http.cookies
        cookielib          http.cookiejar
        BaseHTTPServer     http.server
        test.test_support  test.support
        commands           subprocess
        urlparse           urllib.parse
        robotparser        urllib.robotparser
        urllib2            urllib.request
        anydbm             dbm
        _abcoll            collections.abc
        """;

    // Merged into another module, which is written under its own older name, if any.
    private const string JoinedModules = """
        cPickle            pickle
        _elementtree       xml.etree.ElementTree
        FileDialog         tkinter.filedialog
        SimpleDialog       tkinter.simpledialog
        DocXMLRPCServer    xmlrpc.server
        SimpleHTTPServer   http.server
        CGIHTTPServer      http.server
        UserDict           collections
        UserList           collections
        UserString         collections
        whichdb            dbm
        StringIO           io
        cStringIO          io
        """;

    // Old module and name, new module and name.
    private const string RenamedNames = """
        __builtin__ xrange                         builtins range
        __builtin__ reduce                         functools reduce
        __builtin__ intern                         sys intern
        __builtin__ unichr                         builtins chr
        __builtin__ unicode                        builtins str
        __builtin__ long                           builtins int
        itertools izip                             builtins zip
        itertools imap                             builtins map
        itertools ifilter                          builtins filter
        itertools ifilterfalse                     itertools filterfalse
        itertools izip_longest                     itertools zip_longest
        UserDict IterableUserDict                  collections UserDict
        UserList UserList                          collections UserList
        UserString UserString                      collections UserString
        whichdb whichdb                            dbm whichdb
        _socket fromfd                             socket fromfd
        _multiprocessing Connection                multiprocessing.connection Connection
        multiprocessing.process Process            multiprocessing.context Process
        multiprocessing.forking Popen              multiprocessing.popen_fork Popen
        urllib ContentTooShortError                urllib.error ContentTooShortError
        urllib getproxies                          urllib.request getproxies
        urllib pathname2url                        urllib.request pathname2url
        urllib quote_plus                          urllib.parse quote_plus
        urllib quote                               urllib.parse quote
        urllib unquote_plus                        urllib.parse unquote_plus
        urllib unquote                             urllib.parse unquote
        urllib url2pathname                        urllib.request url2pathname
        urllib urlcleanup                          urllib.request urlcleanup
        urllib urlencode                           urllib.parse urlencode
        urllib urlopen                             urllib.request urlopen
        urllib urlretrieve                         urllib.request urlretrieve
        urllib2 HTTPError                          urllib.error HTTPError
        urllib2 URLError                           urllib.error URLError
        multiprocessing AuthenticationError        multiprocessing.context AuthenticationError
        multiprocessing BufferTooShort             multiprocessing.context BufferTooShort
        multiprocessing ProcessError               multiprocessing.context ProcessError
        multiprocessing TimeoutError               multiprocessing.context TimeoutError
        """;

    // Additional old names of classes and functions that have another one already.
    private const string JoinedNames = """
        __builtin__ basestring                     builtins str
        exceptions StandardError                   builtins Exception
        UserDict UserDict                          collections UserDict
        socket _socketobject                       socket SocketType
        """;

    // Names in merged modules, for which the new module does not determine the old one.
    private const string NamesOfJoinedModules = """
        FileDialog FileDialog                      tkinter.filedialog FileDialog
        FileDialog LoadFileDialog                  tkinter.filedialog LoadFileDialog
        FileDialog SaveFileDialog                  tkinter.filedialog SaveFileDialog
        SimpleDialog SimpleDialog                  tkinter.simpledialog SimpleDialog
        DocXMLRPCServer ServerHTMLDoc              xmlrpc.server ServerHTMLDoc
        DocXMLRPCServer XMLRPCDocGenerator         xmlrpc.server XMLRPCDocGenerator
        DocXMLRPCServer DocXMLRPCRequestHandler    xmlrpc.server DocXMLRPCRequestHandler
        DocXMLRPCServer DocXMLRPCServer            xmlrpc.server DocXMLRPCServer
        DocXMLRPCServer DocCGIXMLRPCRequestHandler xmlrpc.server DocCGIXMLRPCRequestHandler
        SimpleHTTPServer SimpleHTTPRequestHandler  http.server SimpleHTTPRequestHandler
        CGIHTTPServer CGIHTTPRequestHandler        http.server CGIHTTPRequestHandler
        """;

    // Moved from the module exceptions to builtins.
    private const string Exceptions = """
        ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning EOFError
        EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
        IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError
        OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning StopIteration SyntaxError SyntaxWarning
        SystemError SystemExit TabError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
        UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
        """;

    private static readonly FrozenDictionary<string, string> NewModules = Pairs(RenamedModules, JoinedModules).ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> OldModules = Pairs(RenamedModules).ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly FrozenDictionary<(string Module, string Name), (string Module, string Name)> NewNames =
        NamePairs(RenamedNames, JoinedNames).Concat(ExceptionPairs()).ToFrozenDictionary();

    private static readonly FrozenDictionary<(string Module, string Name), (string Module, string Name)> OldNames =
        NamePairs(RenamedNames, NamesOfJoinedModules).Concat(ExceptionPairs()).ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    internal static (string Module, string Name) ToPython3(int protocol, string module, string name) =>
        protocol < FirstNewProtocol ? Translated(module, name, NewNames, NewModules) : (module, name);

    // A class that Python 2 lacks keeps its name; Python writes its base class instead.
    internal static (string Module, string Name) OfProtocol(int protocol, string module, string name) =>
        protocol < FirstNewProtocol ? Translated(module, name, OldNames, OldModules) : (module, name);

    private static (string Module, string Name) Translated(
        string module,
        string name,
        FrozenDictionary<(string Module, string Name), (string Module, string Name)> names,
        FrozenDictionary<string, string> modules) =>
        names.TryGetValue((module, name), out (string Module, string Name) moved) ? moved : (modules.GetValueOrDefault(module, module), name);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(params string[] tables) =>
        Words(tables).Chunk(2).Select(row => KeyValuePair.Create(row[0], row[1]));

    private static IEnumerable<KeyValuePair<(string Module, string Name), (string Module, string Name)>> NamePairs(params string[] tables) =>
        Words(tables).Chunk(4).Select(row => KeyValuePair.Create((row[0], row[1]), (row[2], row[3])));

    private static IEnumerable<KeyValuePair<(string Module, string Name), (string Module, string Name)>> ExceptionPairs() =>
        Words(Exceptions).Select(name => KeyValuePair.Create(("exceptions", name), ("builtins", name)));

    private static IEnumerable<string> Words(params string[] tables) =>
        tables.SelectMany(table => table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
