import { backendNames } from "../../src/runtime/backend/backend.js";
import { everySpecConforms } from "./every-spec.js";

await everySpecConforms(backendNames.filter((name) => name !== "cpu"));
