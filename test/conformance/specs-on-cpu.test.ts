import { everySpecConforms } from "./every-spec.js";

await everySpecConforms(["cpu"]);
