export function cgroupRoots(): string[];
