namespace NpyIO.Tests.Headers;

/// <summary>Headers of records: nested, aligned, with titles, sub-arrays, padding, and names of all kinds.</summary>
internal static partial class NumPyHeaders
{
    private const string Structured =
        """
        1 118 {'descr': [('back\\slash', '<i4')], 'fortran_order': True, 'shape': (100, 9), }
        3 180 {'descr': [('y', '>U3', (1,)), ('中文', '>c8', (2, 2, 1)), ('field', [])], 'fortran_order': True, 'shape': (3, 9, 2, 1), }
        3 180 {'descr': [('😀', '<c8', (3, 2, 1)), ('a b', '>c8'), ('\ud800', '<U1', (2, 1))], 'fortran_order': True, 'shape': (2, 1), }
        1 118 {'descr': [('field', '|V0')], 'fortran_order': True, 'shape': (1,), }
        3 116 {'descr': [('é', '<M8[25s]'), ('Ā', '>f8')], 'fortran_order': False, 'shape': (10,), }
        3 244 {'descr': [('field', [(('T😀', '😀'), '<c8'), ('new\nline', '|S5'), ('ßÿ', '|V0'), ('a', '>c8')])], 'fortran_order': False, 'shape': (9, 1000, 99, 99), }
        1 118 {'descr': [('é', '>c8', (2, 3))], 'fortran_order': False, 'shape': (100,), }
        1 182 {'descr': [('ßÿ', '>M8[D]'), (('Tback\\slash', 'back\\slash'), '>i8'), ('field', '>c16'), ('a b', '>c8')], 'fortran_order': False, 'shape': (1, 1000), }
        1 182 {'descr': [('_', '>i8'), (('Ttab\t', 'tab\t'), '<f8', (3, 3))], 'fortran_order': False, 'shape': (9,), }
        1 118 {'descr': [('both\'"', '>f4'), ('a', '>M8[D]')], 'fortran_order': False, 'shape': (0, 0), }
        3 180 {'descr': [('nul\x00x', '<i2'), ('a.b', '<U16', (3, 3, 3)), ('é', '>f8')], 'fortran_order': True, 'shape': (70725, 3, 2, 0, 0), }
        1 118 {'descr': [('\xa0', '<f8')], 'fortran_order': False, 'shape': (2, 2, 3, 1000, 99), }
        1 182 {'descr': [('naïve', '|b1'), ('nul\x00x', '<M8[25s]'), ('\U000e0001', '<M8[ns]')], 'fortran_order': True, 'shape': (100, 0), }
        3 180 {'descr': [(('Tßÿ', 'ßÿ'), '<i4'), ('Ā', '<i4'), ('a.b', '>M8[D]'), ('\u3000', '|i1', (1, 1))], 'fortran_order': False, 'shape': (100116,), }
        1 246 {'descr': [(('T\xad', '\xad'), '>f16'), (('Ta.b', 'a.b'), '<U1'), ('\U000e0001', '<i4'), ('a', [(('T\x7f', '\x7f'), '>f4'), (('Ttab\t', 'tab\t'), '<M8[Y]')])], 'fortran_order': True, 'shape': (467119, 2, 100, 10), }
        1 246 {'descr': [(('Tnaïve', 'naïve'), [('_', '<u8', (3, 1)), ('say "hi"', '<f8'), ('a', '>f16', (3, 1, 2))]), ('%s', '<f2'), ('back\\slash', []), ('1', [])], 'fortran_order': True, 'shape': (10, 267941, 3, 2, 1000), }
        1 182 {'descr': [('\u3000', '<U16'), ('both\'"', []), ('y', '|S5'), ('new\nline', '<f2')], 'fortran_order': True, 'shape': (), }
        1 182 {'descr': [('back\\slash', '>f2'), ('{}', '<u8', (3, 3, 3)), ('tab\t', '|u1'), ('new\nline', '<c32', (1, 3))], 'fortran_order': False, 'shape': (9, 1), }
        3 308 {'descr': [('nul\x00x', [(('T{}', '{}'), [('tab\t', '<M8[ns]'), ('y', '>u4'), ('x', '<M8[ns]', (3, 2, 3)), ('é', '<i2')], (2,)), ('😀', [('a b', '|V1')]), ('nul\x00x', '>i2'), ('naïve', [])]), ('f0', '>c16'), ('say "hi"', '|S1000')], 'fortran_order': True, 'shape': (10,), }
        1 246 {'descr': [('a', '<U16'), ('f0', [(('T%s', '%s'), '|S0'), ('back\\slash', '>f8'), ('1', '|i1')], (2,)), ('', '|V6'), ('new\nline', '>i8', (2, 3))], 'fortran_order': False, 'shape': (100,), }
        3 116 {'descr': [('Ā', '<M8[25s]'), ('a.b', '|i1')], 'fortran_order': False, 'shape': (10, 0), }
        1 118 {'descr': [('new\nline', '<f8', (1,))], 'fortran_order': False, 'shape': (9,), }
        3 372 {'descr': [('both\'"', '<f8'), ('😀', '<M8[Y]', (2, 2)), ('\u200b', [('1', '<U0'), ('😀', [(('Tx', 'x'), '>i8'), ('say "hi"', '<M8[ns]'), ('{}', '<M8[ns]', (2,))]), (('Tfield', 'field'), '>u4'), ('new\nline', '<c32', (3, 1, 2))]), ('é', '<i8')], 'fortran_order': False, 'shape': (10, 1000), }
        1 118 {'descr': [('\x85', '|S1000')], 'fortran_order': False, 'shape': (99,), }
        1 182 {'descr': [('%s', '<U1', (1, 1, 2)), (('T\u200b', '\u200b'), '<c8')], 'fortran_order': True, 'shape': (2, 10, 2, 99), }
        3 244 {'descr': [(('Ty', 'y'), [('a b', '<u2'), ('', '|V2'), ('new\nline', '<f4'), ('é', '|V1'), ('', '|V7'), ('\u200b', '<i8', (2, 3, 3))]), ('1', '<f8')], 'fortran_order': True, 'shape': (9, 99, 100, 3, 1000), }
        1 182 {'descr': [('\U0010ffff', '<c8', (1, 1)), ('a', '>f2'), ('Ünï', '>f2')], 'fortran_order': False, 'shape': (693559, 1000, 100), }
        3 180 {'descr': [('both\'"', '<c16'), ('x', '<f8', (3,)), ('é', '|V1', (3,)), ('', '|V1'), ('\u200b', '>c8'), ('', '|V4')], 'fortran_order': True, 'shape': (), }
        3 116 {'descr': [('\xa0', '<M8[Y]', (2,)), ('中文', [])], 'fortran_order': False, 'shape': (2,), }
        1 246 {'descr': [('field', '<f16', (1,)), ('ßÿ', '>f4'), ('%s', '|S1'), ('', '|V1'), ('Ünï', '<i2'), ('', '|V8')], 'fortran_order': False, 'shape': (1, 1000, 3, 247425), }
        1 118 {'descr': [('new\nline', '|S0'), ('\u200b', '<u2')], 'fortran_order': True, 'shape': (100,), }
        3 436 {'descr': [(('T1', '1'), [('\x7f', [(("Tit's", "it's"), '<U0'), ('nul\x00x', '|V0')]), ('Ünï', '<M8'), ('\xad', '>M8[D]', (2, 1, 1)), ('中文', [('new\nline', '|V20'), ('%s', '<f2', (2, 1))])]), ('é', '<c32', (3,)), ('%s', '<U1'), ('\U000e0001', [(('Tx', 'x'), [('\x85', '<c32', (2, 2)), ('\U0010ffff', '|V1'), ('Ā', '|S1000'), ('中文', '<U0')])])], 'fortran_order': True, 'shape': (100,), }
        3 180 {'descr': [('é', '|V1'), ('tab\t', '>u4')], 'fortran_order': True, 'shape': (100, 829522, 1), }
        3 244 {'descr': [('Ünï', [('a b', [("it's", '|i1'), ('back\\slash', '|S0'), ('\U000e0001', '<M8[ns]')])]), ('a.b', '<i8'), (('TĀ', 'Ā'), '|V20', (2, 3))], 'fortran_order': False, 'shape': (), }
        1 182 {'descr': [('_', [('\u200b', '<M8[25s]'), ('a', '<u2'), ('\xad', [('y', '<c8')]), ('both\'"', '>f16')])], 'fortran_order': True, 'shape': (9, 1, 1), }
        1 182 {'descr': [('%s', [('field', '>f8')]), ('_', '<f2'), ('\xad', '<U16')], 'fortran_order': True, 'shape': (0,), }
        1 246 {'descr': [(('T%s', '%s'), '>u4', (1,)), ('', '|V4'), ('ßÿ', '<M8[25s]', (2, 1, 1)), (('T\U0010ffff', '\U0010ffff'), '|u1', (3,)), ('', '|V5')], 'fortran_order': False, 'shape': (99, 1000), }
        1 182 {'descr': [('new\nline', '>M8[D]'), ('nul\x00x', '<U0')], 'fortran_order': False, 'shape': (99, 9, 2, 0), }
        3 244 {'descr': [('f0', '|b1', (1,)), ('\xa0', [(('T\x7f', '\x7f'), '>M8[D]', (1,)), ('new\nline', '<f16'), ('Ā', '>i2', (2, 3)), (('Tfield', 'field'), '<M8[Y]')], (2, 1))], 'fortran_order': False, 'shape': (), }
        1 182 {'descr': [('tab\t', '<c8'), (('Tsay "hi"', 'say "hi"'), '<i8')], 'fortran_order': False, 'shape': (0,), }
        3 244 {'descr': [(('Tx', 'x'), '<i8', (2,)), ('1', [('%s', [('nul\x00x', '|u1', (1,)), ('\U0010ffff', '|V0'), (('T中文', '中文'), '<u2'), ('é', '|S1')]), ('é', '<i4', (1,))])], 'fortran_order': False, 'shape': (), }
        3 308 {'descr': [('Ā', '<f2'), ('new\nline', '>f2'), ('\xad', [('Ünï', [('_', '>f4'), ('😀', '<f2'), ('say "hi"', '<c32'), ('\x85', '|V0')], (2,)), ('naïve', '<U16'), ('a.b', '>U3', (3, 2))]), ('_', '<c8')], 'fortran_order': True, 'shape': (100,), }
        3 180 {'descr': [('say "hi"', [('both\'"', '<f8')]), ('é', '<c32'), ('Ā', '|b1'), ('\x85', '<M8[ns]')], 'fortran_order': False, 'shape': (3,), }
        1 182 {'descr': [('a b', []), ('nul\x00x', '|S1'), ('naïve', []), ("it's", [])], 'fortran_order': False, 'shape': (3, 3, 10, 1000), }
        1 182 {'descr': [('\xa0', '|i1'), (('T\xad', '\xad'), '|S1000', (3, 1, 3))], 'fortran_order': True, 'shape': (99,), }
        1 182 {'descr': [('\u200b', '<M8[ns]'), ('nul\x00x', '<U16')], 'fortran_order': False, 'shape': (2,), }
        3 180 {'descr': [('😀', [('a b', [('{}', '<f8')], (2,))])], 'fortran_order': False, 'shape': (2,), }
        1 118 {'descr': [('\u3000', '>M8[D]')], 'fortran_order': False, 'shape': (2, 558393, 1, 9, 243249), }
        3 116 {'descr': [('😀', '|V20'), ('\U000e0001', '|u1')], 'fortran_order': True, 'shape': (), }
        3 308 {'descr': [('\xa0', '<U1'), ('Ā', [(('Tx', 'x'), '>f8'), ('_', '<M8'), ('\xad', [('new\nline', '>i2', (1, 3)), ('x', '>f16'), ('back\\slash', '>c16')], (2,))], (3, 2, 1)), ('\U000e0001', '<f8', (1, 2))], 'fortran_order': True, 'shape': (100, 100, 100, 1000), }
        3 180 {'descr': [('Ünï', []), (('TĀ', 'Ā'), [('say "hi"', '|V20'), ('\u3000', '<f8', (1, 1, 2))])], 'fortran_order': True, 'shape': (160637, 10, 1000), }
        3 180 {'descr': [('😀', '<f8'), (('T1', '1'), '<M8[Y]', (2, 1)), ('y', '<M8', (3, 1)), ('\U000e0001', '<f8')], 'fortran_order': True, 'shape': (2,), }
        1 182 {'descr': [('f0', '<M8[ns]'), (('T\u200b', '\u200b'), '|S1')], 'fortran_order': True, 'shape': (1,), }
        1 118 {'descr': [('a b', '|S5')], 'fortran_order': True, 'shape': (3, 1000, 1000), }
        1 182 {'descr': [('a', '>f16'), (('T1', '1'), '<c16'), ('a b', '<f4')], 'fortran_order': True, 'shape': (100,), }
        1 182 {'descr': [('a b', '<u2', (1, 2, 3)), ('é', '>c16'), ('_', '<u8')], 'fortran_order': False, 'shape': (99,), }
        1 246 {'descr': [('é', [('1', '|S1000', (3, 1)), ('y', '|S0'), ('\x7f', [('_', '>f4', (2, 1)), ('%s', '>c16', (1, 2, 2)), ('\xad', '|V1', (2, 3, 2))])])], 'fortran_order': False, 'shape': (99,), }
        3 244 {'descr': [('new\nline', '<M8'), ('x', '<u8'), (('T\xa0', '\xa0'), '<f8'), ("it's", [('both\'"', '<f8', (3, 2)), ('\ud800', '<f16'), (('Té', 'é'), '<f4', (2, 3))], (1,))], 'fortran_order': False, 'shape': (1000, 1000), }
        1 310 {'descr': [('naïve', '<f8'), ('back\\slash', [('Ünï', '<U0'), ('\xa0', [('1', '<f16'), ('é', '<f8'), ('a b', '<f16'), ('a.b', '<c16')]), ('both\'"', '<i4', (2, 1, 3)), ('\u200b', '|S1000', (1, 2, 3))], (1, 3, 3))], 'fortran_order': True, 'shape': (230384, 3, 1, 3), }
        3 244 {'descr': [('say "hi"', [('\x85', [('é', '|u1'), ('a', '>M8[D]')], (1, 2))]), (('Ttab\t', 'tab\t'), '>f4'), ('both\'"', '<U16')], 'fortran_order': False, 'shape': (100,), }
        1 182 {'descr': [('naïve', '<f8', (2,)), ('\xad', '<f8')], 'fortran_order': True, 'shape': (1000, 5889), }
        3 244 {'descr': [('a.b', '<M8[25s]', (3, 2)), ('nul\x00x', '|V20', (2, 2)), (('T😀', '😀'), [('say "hi"', '|S5', (1, 2, 2))]), ('%s', '<f4')], 'fortran_order': False, 'shape': (3, 1000, 10, 21311), }
        1 310 {'descr': [('{}', '>f4'), ('%s', '<i2'), (('T\x7f', '\x7f'), '<f8'), ('1', [("it's", [('a b', '<c32', (3, 1, 2)), ('\u3000', '|S1000', (2, 2)), ('\u200b', '>c16'), ('back\\slash', '|u1')])], (2, 2))], 'fortran_order': False, 'shape': (10,), }
        1 118 {'descr': [('a', '<M8[25s]')], 'fortran_order': False, 'shape': (1, 588740, 1, 243735), }
        1 182 {'descr': [('say "hi"', '>f8'), ('\U0010ffff', '|S5'), ('', '|V3'), ('é', '>c16')], 'fortran_order': True, 'shape': (0, 774238, 673526, 9), }
        3 308 {'descr': [('é', '<M8[25s]', (1, 3)), ('a', [('say "hi"', [('new\nline', '<f2', (3, 2, 2)), ('x', '<c16')]), ('_', '>M8[D]', (1, 3))]), (('T\x7f', '\x7f'), [('\xad', '>i2')]), ('', '|V6')], 'fortran_order': True, 'shape': (1000,), }
        1 182 {'descr': [(('T\U000e0001', '\U000e0001'), '<u8'), ('%s', '<M8[25s]', (2, 2, 3)), ('\xa0', '>c16')], 'fortran_order': False, 'shape': (1,), }
        3 308 {'descr': [('a', '|i1'), ('', '|V7'), ('é', [('\ud800', [(('T\ud800', '\ud800'), '>f8'), ('field', '<c16'), ('é', '>c16')]), ('\x7f', '<M8[ns]', (3, 3)), (('T😀', '😀'), '>i2'), ('', '|V6')])], 'fortran_order': True, 'shape': (2, 0, 3), }
        1 182 {'descr': [('\xad', '<M8[ns]', (1, 3)), ('\xa0', '<f2'), ('', '|V6'), ('a', '<f16')], 'fortran_order': True, 'shape': (10, 337405), }
        3 308 {'descr': [('\u200b', [('é', [('%s', '|S0'), ('_', '<c8'), ('field', '>f4'), ('\xad', '<M8', (1, 2, 3))]), ('a b', '<U16'), ('tab\t', [('😀', '<f8')]), ('\U0010ffff', '<U16')]), ('\u3000', '>M8[D]', (3, 1)), (('T\ud800', '\ud800'), '<f2')], 'fortran_order': False, 'shape': (100, 9), }
        1 182 {'descr': [('{}', '<f2'), ('naïve', '<f8', (2,)), ('x', [("it's", '|V1')]), ('\U0010ffff', '<c32')], 'fortran_order': True, 'shape': (10,), }
        1 182 {'descr': [(('T\U000e0001', '\U000e0001'), '>f16')], 'fortran_order': False, 'shape': (9, 0, 99, 863397), }
        1 182 {'descr': [('\u200b', '<c16'), ('é', '<f16')], 'fortran_order': False, 'shape': (0, 461751, 2), }
        3 308 {'descr': [('\u3000', [("it's", '>u4'), (('T\U0010ffff', '\U0010ffff'), '|V0'), (('Tfield', 'field'), '>U3')]), ('both\'"', '<M8[25s]'), ('field', '<i4'), ('é', [('\ud800', '|i1'), ('1', '<M8[25s]'), ('field', '>i2')])], 'fortran_order': False, 'shape': (9,), }
        3 116 {'descr': [('Ā', '>c8'), ('\u3000', '<i2'), ('', '|V2')], 'fortran_order': True, 'shape': (), }
        3 308 {'descr': [('a b', '>f4'), ('😀', '|S0'), ('Ünï', [('Ünï', [])]), ('a.b', [('\u3000', '>u4', (1,)), ('Ā', '<u8', (2,)), ('é', [('nul\x00x', '>i2'), ('', '|V6'), (('T\U000e0001', '\U000e0001'), '<M8[ns]'), (('Tx', 'x'), '<c16')])])], 'fortran_order': False, 'shape': (1,), }
        1 118 {'descr': [('\U000e0001', '|V0')], 'fortran_order': False, 'shape': (1000, 0, 1, 2, 50517), }
        1 182 {'descr': [('say "hi"', [('\u3000', '<M8')]), ('%s', '|b1'), (('T\xa0', '\xa0'), '|S0')], 'fortran_order': False, 'shape': (205713,), }
        1 182 {'descr': [('say "hi"', '<M8[25s]'), ('\u200b', '<f2')], 'fortran_order': False, 'shape': (0, 0, 46467), }
        3 372 {'descr': [('back\\slash', [('Ünï', '|u1')]), (('Tnaïve', 'naïve'), [('a.b', '<U0')]), ('f0', [('\xa0', [('\u3000', '<i8'), ('f0', '|S1000'), ('field', '<c8', (2, 3, 1)), ('a b', '|b1')]), ('', '|V7'), (('T%s', '%s'), '<f8'), ('back\\slash', '|V0'), ('é', '<u2'), ('', '|V6')])], 'fortran_order': False, 'shape': (), }
        3 244 {'descr': [('\u3000', [('\U0010ffff', [('中文', '<M8[Y]'), ('\xa0', '<f8'), ('a', '>f2'), ('é', '>f16')], (3, 2)), ('Ünï', '>M8[D]')]), ('\ud800', '>f16')], 'fortran_order': True, 'shape': (10, 3, 99, 1000), }
        1 182 {'descr': [('a', '<f8', (1, 1, 1)), ('new\nline', '|V20'), ('', '|V4')], 'fortran_order': True, 'shape': (99,), }
        3 244 {'descr': [('\xa0', '<M8[Y]'), ('\u200b', '<c32', (2, 1, 3)), ('\xad', '>f4'), (('T中文', '中文'), [(('Tback\\slash', 'back\\slash'), '<i4'), ('é', '>M8[D]', (3,))])], 'fortran_order': True, 'shape': (), }
        1 118 {'descr': [('\xa0', '>U3')], 'fortran_order': True, 'shape': (1000,), }
        1 118 {'descr': [('\x85', '>i8')], 'fortran_order': False, 'shape': (1000, 10), }
        1 118 {'descr': [('new\nline', '<i4', (2,))], 'fortran_order': False, 'shape': (0, 1, 1, 3), }
        3 180 {'descr': [('\u3000', [('new\nline', [('ßÿ', '|V0'), ('\x7f', '<M8')]), ('é', '<M8')])], 'fortran_order': False, 'shape': (1, 9, 10, 9, 1000), }
        1 246 {'descr': [('1', '<c16'), ('\u3000', '>i2'), ('', '|V6'), ('back\\slash', [('a b', '>c16')], (1,)), ('naïve', [(('T\u3000', '\u3000'), '>f8')])], 'fortran_order': False, 'shape': (9,), }
        1 118 {'descr': [('\xa0', '>f16')], 'fortran_order': False, 'shape': (9, 10), }
        3 180 {'descr': [('new\nline', '>c16', (3, 3, 3)), ('\x7f', '<c8'), ("it's", '<M8[Y]'), ('Ā', '|S1')], 'fortran_order': True, 'shape': (1, 1), }
        3 180 {'descr': [('\U0010ffff', [('中文', '|b1'), ('back\\slash', '<U1')]), ('\u200b', '<i8')], 'fortran_order': True, 'shape': (1, 2, 100, 1, 3), }
        1 246 {'descr': [('a', [('a.b', '<M8[Y]', (3, 1)), ('1', '|S5'), ('back\\slash', '<U0')]), ('', '|V3'), ('\xad', '>u4', (1,)), ('nul\x00x', '|i1', (3, 1)), ('', '|V1')], 'fortran_order': False, 'shape': (0, 99), }
        1 182 {'descr': [(('T%s', '%s'), '|S0'), ('a b', '<f2'), ('1', []), ('', '|V6'), ('\ud800', '<M8[ns]')], 'fortran_order': False, 'shape': (10, 3, 100, 739338), }
        3 180 {'descr': [('é', '>f8'), ('Ünï', '<i4', (1, 2))], 'fortran_order': False, 'shape': (100, 0, 598681, 9), }
        1 118 {'descr': [('Ünï', '|S0')], 'fortran_order': True, 'shape': (99, 10), }
        1 118 {'descr': [('\ud800', '<c8', (2,))], 'fortran_order': False, 'shape': (9, 0, 1000, 100, 1000), }
        1 182 {'descr': [('_', '<c16'), ('\xad', '>u4'), ('', '|V4')], 'fortran_order': False, 'shape': (1000, 0, 0, 2, 1000), }
        3 372 {'descr': [(('T_', '_'), [('nul\x00x', [('field', '|V20', (3, 1)), ('y', '>u4'), ('\u200b', '<f2')]), ('😀', '>i2'), ('1', [('a b', '>u4'), (('T\xa0', '\xa0'), '<M8[25s]', (3, 1)), ('😀', '>f4', (2, 1))])]), ('\x85', '<U0'), ('\xa0', []), ('x', '<c16')], 'fortran_order': False, 'shape': (100, 336674, 9, 9, 9), }
        1 182 {'descr': [('back\\slash', [('\u3000', '|S1000'), ('_', '<u8'), ('tab\t', '<M8'), ('%s', '>i2', (2, 3))], (3, 1))], 'fortran_order': True, 'shape': (1, 3), }
        1 182 {'descr': [('Ünï', '|V20'), ('x', '|b1', (1, 2))], 'fortran_order': False, 'shape': (9, 595759, 10, 100), }
        3 244 {'descr': [('Ā', '|i1'), ('', '|V7'), ('nul\x00x', '>M8[D]', (2, 1)), ('back\\slash', '>f8'), ('new\nline', '<f8')], 'fortran_order': True, 'shape': (2, 9, 10), }
        1 118 {'descr': [('1', '<c16'), ('tab\t', '|S0')], 'fortran_order': False, 'shape': (312878, 9), }
        1 310 {'descr': [('\xa0', [('say "hi"', '<i2', (2, 1)), ("it's", '<M8[ns]'), ('\x7f', '>i2'), ('\U0010ffff', [('new\nline', '<u8'), (('Tnul\x00x', 'nul\x00x'), '>M8[D]'), (('Tboth\'"', 'both\'"'), '|V0'), ('a b', '<U0')])], (2, 3)), ('a b', '<M8[Y]', (1,))], 'fortran_order': False, 'shape': (), }
        1 246 {'descr': [('back\\slash', [('\ud800', '<f8', (2,)), ('a', '<f8'), ('\x7f', '>f2', (1, 1, 1)), ('\xa0', '>f2', (1, 3, 2))]), (('T\xad', '\xad'), '>c8'), ('_', '>c8'), ('nul\x00x', [])], 'fortran_order': False, 'shape': (), }
        3 244 {'descr': [('%s', '|S1'), ('中文', '>c8'), ('field', [('_', '<f8'), ('\ud800', [('\U0010ffff', '<c32')])]), (('Tboth\'"', 'both\'"'), '|i1', (2, 2, 3))], 'fortran_order': False, 'shape': (100,), }
        1 182 {'descr': [('nul\x00x', '>c16'), (('Tback\\slash', 'back\\slash'), '>i2'), ('', '|V6')], 'fortran_order': True, 'shape': (3,), }
        1 182 {'descr': [('\ud800', '>i8'), ('new\nline', '|V0'), ('\x7f', [('\U000e0001', '|S1000'), ('Ünï', '|S5', (3, 1, 1))])], 'fortran_order': False, 'shape': (99882, 2), }
        1 182 {'descr': [('new\nline', '<i2', (1, 1, 3)), ('', '|V2'), (('T\ud800', '\ud800'), '>c8')], 'fortran_order': True, 'shape': (99, 1), }
        3 180 {'descr': [('\U0010ffff', [('Ā', [('a', '<f8')])], (3, 3))], 'fortran_order': False, 'shape': (3, 3, 99, 397616), }
        1 182 {'descr': [('x', '<U1', (2, 1)), ('\U000e0001', '<U16'), ('Ünï', '>i2'), ('field', '|S0')], 'fortran_order': True, 'shape': (), }
        1 118 {'descr': [('%s', '>f16'), ('\u200b', '<f2')], 'fortran_order': True, 'shape': (10, 100), }
        1 182 {'descr': [('new\nline', '<f2'), ('f0', '<f2'), ('nul\x00x', '<f4')], 'fortran_order': False, 'shape': (0,), }
        1 182 {'descr': [('y', '|V20'), (('T\x85', '\x85'), '|V20')], 'fortran_order': False, 'shape': (1000, 0), }
        1 246 {'descr': [('\x7f', '<i4'), ('x', [(('Tf0', 'f0'), [('é', '<i4'), ('', '|V12'), ('Ünï', '>f16'), (("Tit's", "it's"), '<f8', (1,)), ('', '|V8')])])], 'fortran_order': False, 'shape': (10,), }
        1 118 {'descr': [('a', '<c16')], 'fortran_order': True, 'shape': (2, 99, 553315), }
        1 182 {'descr': [('y', '<M8[ns]'), (('Tf0', 'f0'), '>f16'), ('a', '<f8', (3, 1, 2)), ('\x85', '>f4')], 'fortran_order': True, 'shape': (0,), }
        3 372 {'descr': [('\xad', '<U16'), ('\U0010ffff', '<i8'), ('1', [('\x7f', [('_', '>c8'), (('TĀ', 'Ā'), '<c8'), ('a', '<c8'), ('\xad', '<f8')]), ('field', '|S1'), ('', '|V7'), ('\U000e0001', '<f8'), ('\xad', '<M8[ns]')]), ('\ud800', '|V20'), ('', '|V4')], 'fortran_order': False, 'shape': (100, 99, 1000, 99, 10), }
        1 182 {'descr': [('x', '<f8'), (('T\u3000', '\u3000'), '>i2'), ('é', []), ('', '|V6')], 'fortran_order': True, 'shape': (), }
        1 182 {'descr': [('back\\slash', []), ('\x7f', '<c16'), ('\u200b', '<M8[25s]'), (('Tx', 'x'), '<f4')], 'fortran_order': False, 'shape': (1000, 100, 0, 2, 451412), }
        3 244 {'descr': [('é', [('%s', '|S1'), ('new\nline', '>i2'), ('Ünï', [(('T\u200b', '\u200b'), '>M8[D]')], (3, 3))]), (('Tnew\nline', 'new\nline'), '>U3')], 'fortran_order': False, 'shape': (10, 1), }
        3 244 {'descr': [('\U000e0001', '|b1', (1,)), ('', '|V7'), ('x', [(('Té', 'é'), '<U0'), ('a.b', '<f8', (1,)), (("Tit's", "it's"), [])])], 'fortran_order': False, 'shape': (9,), }
        3 244 {'descr': [('中文', '<c32'), ('new\nline', '>c8', (3, 2)), ('\U000e0001', '|i1'), ('tab\t', [('f0', '>c16'), ('\xad', '>i8')])], 'fortran_order': False, 'shape': (749242,), }
        1 182 {'descr': [('y', '>f4'), (('Ta.b', 'a.b'), '>f8')], 'fortran_order': False, 'shape': (1000, 1000), }
        3 244 {'descr': [('{}', [('é', [('\U000e0001', '<c8', (3, 1)), (('Tßÿ', 'ßÿ'), '>u4')]), ('both\'"', '<M8[ns]', (3, 3, 3))]), ('say "hi"', '>U3'), ('Ā', '<c32')], 'fortran_order': False, 'shape': (2, 10, 1), }
        1 182 {'descr': [('\xa0', '<U0'), ('\U000e0001', '|S0'), ('field', [('\xa0', '>i2'), ('x', '<U1')])], 'fortran_order': False, 'shape': (100, 934229, 0, 0), }
        1 118 {'descr': [('ßÿ', [('nul\x00x', '<f16')])], 'fortran_order': True, 'shape': (2, 10), }
        3 180 {'descr': [('\ud800', '<f8'), ('中文', '<c32', (3, 3))], 'fortran_order': True, 'shape': (9, 2, 564414, 973862, 100), }
        1 246 {'descr': [('a', '<c32'), ('\x85', [(('Ta b', 'a b'), []), ('naïve', '|b1')]), ("it's", [('é', '|V20', (2,)), ('a', '>i8', (2, 1))])], 'fortran_order': True, 'shape': (100,), }
        3 244 {'descr': [('new\nline', '<f8'), ('a.b', [('_', '|S1000')], (2, 2, 3)), ('say "hi"', '>U3'), ('', '|V4'), ('é', '<M8')], 'fortran_order': True, 'shape': (99,), }
        3 244 {'descr': [('Ā', [('a b', '|b1'), ('field', [])]), ('back\\slash', '>c8'), ('a.b', '<M8[Y]'), (('Ttab\t', 'tab\t'), '|S1', (3,))], 'fortran_order': True, 'shape': (100, 3), }
        1 182 {'descr': [('back\\slash', '>M8[D]'), ('y', [('x', '<f16')], (2, 3)), ('\x7f', '<u2', (3,)), ('é', '>c8')], 'fortran_order': True, 'shape': (2,), }
        1 246 {'descr': [('\x85', '|V20'), ('\x7f', [('say "hi"', '|V1'), ('\U000e0001', '<M8[ns]'), ('\xa0', [(('T\xa0', '\xa0'), '<M8'), ('%s', '>u4')])], (2, 2)), ('new\nline', '>f16')], 'fortran_order': False, 'shape': (1,), }
        1 310 {'descr': [('new\nline', '<M8[Y]'), ('é', [('a b', []), ('{}', []), (('T\u3000', '\u3000'), '<U0')]), ('\U0010ffff', [('tab\t', '<f2', (2, 3)), ('both\'"', '<c16'), ('\u200b', '|S5')]), ('', '|V7')], 'fortran_order': False, 'shape': (1,), }
        1 246 {'descr': [('1', [('\x7f', '<i2', (3, 3)), ('\U000e0001', '|u1')]), ('', '|V5'), ('{}', '>i8'), ('a', '>f8')], 'fortran_order': True, 'shape': (1000, 1000, 99, 3), }
        1 182 {'descr': [('a b', '<M8[25s]'), ("it's", '|V20')], 'fortran_order': False, 'shape': (99, 9, 10, 3), }
        1 118 {'descr': [('tab\t', '>f16'), ('1', [])], 'fortran_order': True, 'shape': (0, 10, 1000, 197446), }
        3 180 {'descr': [('é', '<u8', (3, 3)), ('中文', '|V1'), ('', '|V7')], 'fortran_order': False, 'shape': (216040, 2, 99), }
        1 374 {'descr': [('{}', [('\xad', '|V1'), ('Ünï', [])]), ('\U0010ffff', '|V20', (3, 2, 2)), ('Ünï', [('é', '|S1000', (3,)), ('field', [('naïve', '<c8')], (2, 3)), (('T\xa0', '\xa0'), [(('T%s', '%s'), '>i8', (2, 1, 2))]), ('naïve', '|S1', (3,))], (3,))], 'fortran_order': True, 'shape': (100, 1, 1000), }
        1 118 {'descr': [("it's", '<M8')], 'fortran_order': True, 'shape': (1000, 353727), }
        3 180 {'descr': [('中文', '|b1'), ('a.b', '|V20', (2, 1, 1)), (('T{}', '{}'), '|b1')], 'fortran_order': True, 'shape': (10,), }
        3 244 {'descr': [('a b', '<f8', (3, 3, 3)), ('中文', []), ('\U000e0001', '|V20', (3, 3, 3)), ('y', [('\u3000', '<u2'), ('f0', '<i8')], (2, 2))], 'fortran_order': True, 'shape': (99, 2), }
        3 116 {'descr': [(('Té', 'é'), '<M8'), ('{}', '>f4')], 'fortran_order': False, 'shape': (3,), }
        1 118 {'descr': [('é', '>f16'), (('Tf0', 'f0'), '<f8'), ('', '|V8')], 'fortran_order': False, 'shape': (), }
        1 182 {'descr': [(('T\x7f', '\x7f'), '<c16'), ('ßÿ', '<i4', (1, 2)), ('f0', '<c8', (3, 2, 2)), ('a b', '|S1000')], 'fortran_order': False, 'shape': (99,), }
        1 246 {'descr': [('new\nline', '<c32', (1, 3, 2)), ('\U0010ffff', '<c32'), ('\x85', [('{}', [('ßÿ', '|u1', (1, 3, 1)), ('', '|V5'), ('1', '<f8'), ('_', '<c16', (3, 1)), ('é', '<u8')])])], 'fortran_order': True, 'shape': (647678,), }
        1 118 {'descr': [('ßÿ', '<M8[Y]')], 'fortran_order': False, 'shape': (100, 1), }
        3 372 {'descr': [('é', '<f8', (1, 2)), (('Tnaïve', 'naïve'), [('a', '<f4'), ('', '|V12'), ('naïve', '>f16'), ('\U0010ffff', '<U16', (3, 2, 1)), ('new\nline', '|V20'), ('', '|V12')], (2,)), ('\u3000', '<i8'), ('\U000e0001', [('é', '>M8[D]')])], 'fortran_order': True, 'shape': (395566, 1000, 1), }
        3 180 {'descr': [('中文', '>u4', (3,)), (('Tback\\slash', 'back\\slash'), '<c16')], 'fortran_order': False, 'shape': (0, 0, 1), }
        1 246 {'descr': [('\ud800', [(('T\u200b', '\u200b'), '>i2', (2, 3)), ('é', '>c8'), ('%s', '<c32'), ('\u3000', [('é', '<U1')])]), ('\U0010ffff', '>f2', (1, 1, 3)), ('field', [('tab\t', '<i8')])], 'fortran_order': False, 'shape': (), }
        1 118 {'descr': [('Ünï', '<c32')], 'fortran_order': False, 'shape': (648596, 100, 832018, 1, 0), }
        """;
}
