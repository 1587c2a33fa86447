/**
 * Updates in closed form, in double precision: {@link dev.engram.editing.solve.ClosedFormSolver} for ROME, EMMET and MEMIT,
 * {@link dev.engram.editing.solve.NullSpaceSolver} for AlphaEdit, over what {@link dev.engram.editing.solve.KeyStatistics} say of the keys
 * that should keep their values.
 *
 * <p>Legend: D outputs and F inputs of the projection W [D, F], N facts, K [F, N] their keys in columns, R [D, N] by how much their values
 * should change, C [F, F] the uncentred second moment of keys. Matrices cross this package's surface as EJML's {@code DMatrixRMaj}; they
 * are not modified by what they are given to, and become floats in {@link dev.engram.editing.solve.WeightDelta#forLayer}. EJML is used
 * nowhere else. Large systems are solved on as many threads as {@code EjmlConcurrency} allows, with the same result.
 */
@NullMarked
package dev.engram.editing.solve;

import org.jspecify.annotations.NullMarked;
