import * as z from "zod";

/**
 * Which names of repositories are meant: a name in which each `*` stands for any characters,
 * slashes included, as in ECR's own patterns: `team/*`, `*-prod`.
 */
export const RepositoryPattern = z
  .string()
  .regex(/^[a-z0-9*][a-z0-9._/*-]{0,255}$/, "is no name of a repository with * for any characters");
