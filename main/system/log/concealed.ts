/** An address without who signs in to it: what stands before its last @ is nobody's business. */
export const concealed = (address: string): string => address.replace(/(:\/*).*@/s, "$1***@");
