import { useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_PX = 120;

/** Keeps the end of the page in sight as it grows, for those who are there; what is new brings everybody there. */
export function useStayAtEnd(items: readonly unknown[]): void {
  const isAtEnd = useRef(true);
  useEffect(() => {
    const look = (): void => {
      const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
      isAtEnd.current = scrollHeight - clientHeight - scrollTop < NEAR_PX;
    };
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, []);
  const count = useRef(items.length);
  useLayoutEffect(() => {
    const isNew = items.length > count.current;
    count.current = items.length;
    if (isNew || isAtEnd.current) window.scrollTo({ top: document.documentElement.scrollHeight });
  }, [items]);
}
