namespace NpyIO.Tests.Headers;

/// <summary>Headers of simple dtypes, and of one field whose name grows, so that every padding occurs.</summary>
internal static partial class NumPyHeaders
{
    private const string Simple =
        """
        1 118 {'descr': '|b1', 'fortran_order': False, 'shape': (10, 0, 1000, 2), }
        1 118 {'descr': '|i1', 'fortran_order': False, 'shape': (99, 1000, 3, 956756), }
        1 118 {'descr': '|u1', 'fortran_order': True, 'shape': (9, 10, 3, 100, 9), }
        1 118 {'descr': '<i2', 'fortran_order': True, 'shape': (1000,), }
        1 118 {'descr': '>i2', 'fortran_order': False, 'shape': (2, 3, 1000, 100), }
        1 118 {'descr': '<u2', 'fortran_order': True, 'shape': (), }
        1 118 {'descr': '>u4', 'fortran_order': False, 'shape': (10, 3), }
        1 118 {'descr': '<i4', 'fortran_order': True, 'shape': (9, 811291, 0, 1000, 1000), }
        1 118 {'descr': '<i8', 'fortran_order': True, 'shape': (1000, 2, 2), }
        1 118 {'descr': '>i8', 'fortran_order': False, 'shape': (1, 885094), }
        1 118 {'descr': '<u8', 'fortran_order': False, 'shape': (100, 3, 10, 1, 349114), }
        1 118 {'descr': '<f2', 'fortran_order': True, 'shape': (573160, 3, 1000), }
        1 118 {'descr': '>f2', 'fortran_order': False, 'shape': (99, 10, 10, 3, 1), }
        1 118 {'descr': '<f4', 'fortran_order': True, 'shape': (9,), }
        1 118 {'descr': '>f4', 'fortran_order': True, 'shape': (), }
        1 118 {'descr': '<f8', 'fortran_order': False, 'shape': (1000, 99, 958828, 99, 100), }
        1 118 {'descr': '>f8', 'fortran_order': False, 'shape': (414198, 2), }
        1 118 {'descr': '<f16', 'fortran_order': True, 'shape': (10,), }
        1 118 {'descr': '>f16', 'fortran_order': False, 'shape': (0,), }
        1 118 {'descr': '<c8', 'fortran_order': True, 'shape': (1,), }
        1 118 {'descr': '>c8', 'fortran_order': False, 'shape': (3, 2), }
        1 118 {'descr': '<c16', 'fortran_order': False, 'shape': (99, 100), }
        1 118 {'descr': '>c16', 'fortran_order': True, 'shape': (3, 99), }
        1 118 {'descr': '<c32', 'fortran_order': True, 'shape': (9, 99, 1, 1, 0), }
        1 118 {'descr': '|S0', 'fortran_order': True, 'shape': (10,), }
        1 118 {'descr': '|S1', 'fortran_order': True, 'shape': (99, 2), }
        1 118 {'descr': '|S5', 'fortran_order': False, 'shape': (217378,), }
        1 118 {'descr': '|S1000', 'fortran_order': False, 'shape': (9,), }
        1 118 {'descr': '<U0', 'fortran_order': False, 'shape': (1000,), }
        1 118 {'descr': '<U1', 'fortran_order': False, 'shape': (412868, 100), }
        1 118 {'descr': '>U3', 'fortran_order': False, 'shape': (1,), }
        1 118 {'descr': '<U16', 'fortran_order': True, 'shape': (977371, 9), }
        1 118 {'descr': '<U100000', 'fortran_order': False, 'shape': (), }
        1 118 {'descr': '|V0', 'fortran_order': False, 'shape': (3,), }
        1 118 {'descr': '|V1', 'fortran_order': False, 'shape': (1000, 1), }
        1 118 {'descr': '|V20', 'fortran_order': True, 'shape': (1000,), }
        1 118 {'descr': '|V2147483647', 'fortran_order': False, 'shape': (1, 1, 59879, 2, 3), }
        1 118 {'descr': '<M8', 'fortran_order': False, 'shape': (1000, 10), }
        1 118 {'descr': '<M8[ns]', 'fortran_order': False, 'shape': (), }
        1 118 {'descr': '>M8[D]', 'fortran_order': False, 'shape': (1000, 3), }
        1 118 {'descr': '<M8[25s]', 'fortran_order': True, 'shape': (10, 10), }
        1 118 {'descr': '<M8[Y]', 'fortran_order': True, 'shape': (2, 0), }
        1 118 {'descr': '<m8', 'fortran_order': False, 'shape': (1, 10), }
        1 118 {'descr': '<m8[us]', 'fortran_order': False, 'shape': (2, 0, 649201), }
        1 118 {'descr': '>m8[as]', 'fortran_order': True, 'shape': (2,), }
        1 118 {'descr': '<m8[3h]', 'fortran_order': False, 'shape': (10, 968664), }
        1 118 {'descr': '|O', 'fortran_order': False, 'shape': (100,), }
        1 118 {'descr': '<f8', 'fortran_order': False, 'shape': (), }
        1 118 {'descr': '<f8', 'fortran_order': False, 'shape': (0,), }
        1 118 {'descr': '<f8', 'fortran_order': False, 'shape': (1,), }
        1 118 {'descr': '<f8', 'fortran_order': True, 'shape': (9, 10), }
        1 118 {'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000000000,), }
        1 118 {'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846975,), }
        1 310 {'descr': '<f8', 'fortran_order': True, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), }
        1 182 {'descr': '<f8', 'fortran_order': False, 'shape': (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), }
        1 118 {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
        1 118 {'descr': '<f8', 'fortran_order': True, 'shape': (3, 4), }
        1 118 {'descr': [('z', '<f4')], 'fortran_order': True, 'shape': (0, 7), }
        1 118 {'descr': [('n', '<f4')], 'fortran_order': False, 'shape': (1, 7), }
        1 118 {'descr': [('nn', '<f4')], 'fortran_order': True, 'shape': (2, 7), }
        1 118 {'descr': [('nnn', '<f4')], 'fortran_order': False, 'shape': (3, 7), }
        1 118 {'descr': [('nnnn', '<f4')], 'fortran_order': True, 'shape': (4, 7), }
        1 118 {'descr': [('nnnnn', '<f4')], 'fortran_order': False, 'shape': (5, 7), }
        1 118 {'descr': [('nnnnnn', '<f4')], 'fortran_order': True, 'shape': (6, 7), }
        1 118 {'descr': [('nnnnnnn', '<f4')], 'fortran_order': False, 'shape': (7, 7), }
        1 118 {'descr': [('nnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (8, 7), }
        1 118 {'descr': [('nnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (9, 7), }
        1 118 {'descr': [('nnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (10, 7), }
        1 118 {'descr': [('nnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (11, 7), }
        1 118 {'descr': [('nnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (12, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (13, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (14, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (15, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (16, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (17, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (18, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (19, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (20, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (21, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (22, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (23, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (24, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (25, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (26, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (27, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (28, 7), }
        1 118 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (29, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (30, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (31, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (32, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (33, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (34, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (35, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (36, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (37, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (38, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (39, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (40, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (41, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (42, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (43, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (44, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (45, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (46, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (47, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (48, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (49, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (50, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (51, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (52, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (53, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (54, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (55, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (56, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (57, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (58, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (59, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (60, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (61, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (62, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (63, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': True, 'shape': (64, 7), }
        1 182 {'descr': [('nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '<f4')], 'fortran_order': False, 'shape': (65, 7), }
        """;
}
