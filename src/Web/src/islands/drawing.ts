// While slides are drawn their list follows by itself; what is being typed beside it stays.
import { followDrawing } from '../lib/drawing';

void followDrawing();
