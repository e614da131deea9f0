import type { infer as Infer } from "zod";
import type { Me as MeSchema } from "../../../core/contract/api-organization.ts";
import type { PublicBrand } from "../../../core/contract/brand.ts";
import { reading } from "./reading.ts";

/** Who is signed in, and in which organizations. */
export type Me = Infer<typeof MeSchema>;
/** One of them, with the role there. */
export type Membership = Me["organizations"][number];

export const meReading = reading<Me>("/v1/me");
export const brandReading = reading<PublicBrand>("/v1/brand");
